namespace Supervisor.Web.Gateway.Wire;

/// <summary>Takes a body out of the chunks in which it is sent (RFC 9112, section 7.1), in whatever pieces they come. Extensions and trailers are passed over.</summary>
internal struct ChunkDecoder
{
    // larger is more than we ever read
    private const int LargestChunk = 1 << 30, LongestLine = 16 * 1024;

    private Place _place;
    private int _left;
    private int _line;

    private enum Place
    {
        Size,
        Extension,
        Data,
        EndOfData,
        Trailer,
        End,
    }

    /// <summary>The last chunk and its trailers have come.</summary>
    public readonly bool IsWhole => _place == Place.End;

    /// <summary>Takes a piece. False where it is not what HTTP allows, which bytes behind the end are too.</summary>
    public bool TryTake(ReadOnlySpan<byte> piece, BodyBuffer body)
    {
        while (!piece.IsEmpty)
        {
            if (_place == Place.Data)
            {
                var part = piece[..Math.Min(_left, piece.Length)];
                body.Append(part);
                piece = piece[part.Length..];
                _left -= part.Length;
                if (_left == 0) Go(Place.EndOfData);
                continue;
            }

            if (!Step(piece[0])) return false;
            piece = piece[1..];
        }

        return true;
    }

    private bool Step(byte letter)
    {
        if (_place == Place.End || ++_line > LongestLine) return false;
        switch (_place)
        {
            case Place.Size when HexDigit(letter) is >= 0 and var digit:
                if (_left >= LargestChunk / 16) return false;
                _left = (_left * 16) + digit;
                return true;
            case Place.Size when _line == 1:
                return false;
            case Place.Size when letter is (byte)';' or (byte)' ' or (byte)'\t' or (byte)'\r':
                _place = Place.Extension;
                return true;
            case Place.Size or Place.Extension when letter == '\n':
                Go(_left > 0 ? Place.Data : Place.Trailer);
                return true;
            case Place.Extension:
                return true;
            case Place.EndOfData when letter == '\n':
                Go(Place.Size);
                return true;
            case Place.EndOfData:
                return letter == '\r' && _line == 1;
            case Place.Trailer when letter == '\n':
                // a line that was empty but for its end
                Go(_left == 0 ? Place.End : Place.Trailer);
                return true;
            case Place.Trailer:
                if (letter != '\r') _left = 1;
                return true;
            default:
                return false;
        }
    }

    private void Go(Place place)
    {
        (_place, _line) = (place, 0);
        if (place != Place.Data) _left = 0;
    }

    private static int HexDigit(byte letter) => letter switch
    {
        >= (byte)'0' and <= (byte)'9' => letter - '0',
        >= (byte)'a' and <= (byte)'f' => letter - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => letter - 'A' + 10,
        _ => -1,
    };
}
