using System.Globalization;

namespace Supervisor.Tests.Support;

/// <summary>A colour in linear light, 0 to 1.</summary>
internal readonly record struct SeenColour(double Red, double Green, double Blue)
{
    /// <summary>Reads <c>#RRGGBB</c> or <c>#RGB</c>.</summary>
    public static SeenColour Parse(string hex)
    {
        var digits = hex.Length == 4 ? string.Concat(hex[1..].Select(digit => new string(digit, 2))) : hex[1..];
        double Channel(int at) => Linear(int.Parse(digits.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0);
        return new SeenColour(Channel(0), Channel(2), Channel(4));
    }

    /// <summary>As somebody with this dichromacy sees it.</summary>
    public SeenColour SeenWith(string view) => view switch
    {
        "protanopia" => By(0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998),
        "deuteranopia" => By(0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940, 0.968881),
        "tritanopia" => By(1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.303900),
        _ => this,
    };

    /// <summary>The ratio of WCAG 2.</summary>
    public double ContrastTo(SeenColour other)
    {
        var (one, two) = (Luminance, other.Luminance);
        return (Math.Max(one, two) + 0.05) / (Math.Min(one, two) + 0.05);
    }

    /// <summary>CIE L*a*b* under D65.</summary>
    public LabColour ToLab()
    {
        var x = Bend((0.4124564 * Red + 0.3575761 * Green + 0.1804375 * Blue) / 0.95047);
        var y = Bend(0.2126729 * Red + 0.7151522 * Green + 0.0721750 * Blue);
        var z = Bend((0.0193339 * Red + 0.1191920 * Green + 0.9503041 * Blue) / 1.08883);
        return new LabColour(116 * y - 16, 500 * (x - y), 200 * (y - z));
    }

    private double Luminance => 0.2126 * Red + 0.7152 * Green + 0.0722 * Blue;

    private static double Linear(double value) => value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);

    private static double Bend(double value) => value > 216.0 / 24389 ? Math.Cbrt(value) : (24389.0 / 27 * value + 16) / 116;

    private SeenColour By(double rr, double rg, double rb, double gr, double gg, double gb, double br, double bg, double bb) => new(
        Math.Clamp(rr * Red + rg * Green + rb * Blue, 0, 1), Math.Clamp(gr * Red + gg * Green + gb * Blue, 0, 1), Math.Clamp(br * Red + bg * Green + bb * Blue, 0, 1));
}
