namespace Supervisor.Tests.Support;

/// <summary>A colour in CIE L*a*b*.</summary>
internal readonly record struct LabColour(double L, double A, double B)
{
    /// <summary>CIEDE2000, after Sharma, Wu and Dalal (2005).</summary>
    public double DifferenceFrom(LabColour other)
    {
        var chroma = Math.Pow((Chroma + other.Chroma) / 2, 7);
        var stretch = 1.5 - 0.5 * Math.Sqrt(chroma / (chroma + Math.Pow(25, 7)));
        LabColour one = this with { A = A * stretch }, two = other with { A = other.A * stretch };
        var lightness = (one.L + two.L) / 2 - 50;
        var mean = (one.Chroma + two.Chroma) / 2;
        var turn = (two.Hue - one.Hue + 540) % 360 - 180;
        var hue = MeanHue(one, two);
        var weight = 1 - 0.17 * Cos(hue - 30) + 0.24 * Cos(2 * hue) + 0.32 * Cos(3 * hue + 6) - 0.20 * Cos(4 * hue - 63);
        var l = (two.L - one.L) / (1 + 0.015 * lightness * lightness / Math.Sqrt(20 + lightness * lightness));
        var c = (two.Chroma - one.Chroma) / (1 + 0.045 * mean);
        var h = 2 * Math.Sqrt(one.Chroma * two.Chroma) * Math.Sin(double.DegreesToRadians(turn / 2)) / (1 + 0.015 * mean * weight);
        var seventh = Math.Pow(mean, 7);
        var rotation = -2 * Math.Sqrt(seventh / (seventh + Math.Pow(25, 7))) * Math.Sin(double.DegreesToRadians(60 * Math.Exp(-Math.Pow((hue - 275) / 25, 2))));
        return Math.Sqrt(l * l + c * c + h * h + rotation * c * h);
    }

    private double Chroma => Math.Sqrt(A * A + B * B);

    private double Hue => (double.RadiansToDegrees(Math.Atan2(B, A)) + 360) % 360;

    private static double Cos(double degrees) => Math.Cos(double.DegreesToRadians(degrees));

    private static double MeanHue(LabColour one, LabColour two)
    {
        var sum = one.Hue + two.Hue;
        return Math.Abs(one.Hue - two.Hue) <= 180 ? sum / 2 : sum < 360 ? (sum + 360) / 2 : (sum - 360) / 2;
    }
}
