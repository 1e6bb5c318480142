using System.Text;
using Supervisor.Web.Gateway.Wire;

namespace Supervisor.Tests.Gateway.Wire;

public sealed class AnswerReaderTests
{
    private const string Chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

    private readonly AnswerReader _reader = new();

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody", 200, "body", true)]
    [InlineData("HTTP/1.1 200\r\ncontent-length:4 \r\n\r\nbody", 200, "body", true)]
    [InlineData("HTTP/1.1 200 OK\nContent-Length: 4\n\nbody", 200, "body", true)]
    [InlineData("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n", 503, "", true)]
    [InlineData("HTTP/1.1 204 No Content\r\n\r\n", 204, "", true)]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody", 200, "body", true)]
    [InlineData("HTTP/1.1 200 OK\r\nX: folded\r\n over lines\r\nContent-Length: 4\r\n\r\nbody", 200, "body", true)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 4\r\nContent-Length: 4\r\n\r\nbody", 200, "body", true)]
    [InlineData("HTTP/1.1 200 OK\r\nConnection: Close\r\nContent-Length: 4\r\n\r\nbody", 200, "body", false)]
    [InlineData("HTTP/1.0 200 OK\r\nContent-Length: 4\r\n\r\nbody", 200, "body", false)]
    [InlineData("HTTP/1.0 200 OK\r\nConnection: Keep-Alive\r\nContent-Length: 4\r\n\r\nbody", 200, "body", true)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbodyHTTP", 200, "body", false)]
    [InlineData(Chunked + "4\r\nbody\r\n0\r\n\r\n", 200, "body", true)]
    [InlineData(Chunked + "0002;name=\"value\"\r\nbo\r\n2 \r\ndy\r\n0\r\nTrailer: x\r\nOther: y\r\n\r\n", 200, "body", true)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\nA\r\n0123456789\r\n0\r\n\r\n", 200, "0123456789", true)]
    public void Take_InPiecesOfAnySize_IsTheSameAnswer(string answer, int status, string body, bool keeps)
    {
        var bytes = Encoding.Latin1.GetBytes(answer);
        for (var size = 1; size <= bytes.Length; size++)
        {
            // what follows the answer in one piece with it is seen, and what follows later is not there yet
            var whole = bytes.AsSpan();
            var progress = AnswerProgress.More;
            for (_reader.Begin(); progress == AnswerProgress.More; whole = whole[Math.Min(size, whole.Length)..]) progress = Take(whole[..Math.Min(size, whole.Length)]);
            Assert.Equal((AnswerProgress.Whole, status, body), (progress, _reader.Status, Encoding.Latin1.GetString(_reader.Body)));
            if (size == bytes.Length) Assert.Equal(keeps, _reader.KeepsConnection);
        }
    }

    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n\r\n")]
    [InlineData("HTTP/2 200\r\n\r\n")]
    [InlineData("HTTP/1.1 20 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 2000 OK\r\n\r\n")]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nno colon\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\n: no name\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 4, 4\r\n\r\nbody")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nbody")]
    [InlineData(Chunked + "x\r\n")]
    [InlineData(Chunked + "\r\n")]
    [InlineData(Chunked + "FFFFFFFFF\r\n")]
    [InlineData(Chunked + "4\r\nbody!\r\n")]
    [InlineData(Chunked + "0\r\n\r\nmore")]
    public void Take_WhatHttpDoesNotAllow_IsRefused(string answer) => Assert.Equal(AnswerProgress.NotHttp, Take(Encoding.Latin1.GetBytes(answer)));

    [Fact]
    public void Take_HeadWithoutEnd_IsRefusedAtTheBound()
    {
        var line = Encoding.Latin1.GetBytes("X: " + new string('x', 1000) + "\r\n");
        var (progress, lines) = (Take("HTTP/1.1 200 OK\r\n"u8), 0);
        for (; progress == AnswerProgress.More; lines++) progress = Take(line);
        Assert.Equal(AnswerProgress.NotHttp, progress);
        Assert.InRange(lines, 60, 70);
    }

    [Fact]
    public void End_BodyWithoutLength_IsItsEnd()
    {
        Assert.Equal(AnswerProgress.More, Take("HTTP/1.1 200 OK\r\n\r\nbo"u8));
        Assert.Equal(AnswerProgress.More, Take("dy"u8));
        Assert.Equal(AnswerProgress.Whole, _reader.End());
        Assert.Equal("body", Encoding.Latin1.GetString(_reader.Body));
        Assert.False(_reader.KeepsConnection);
    }

    [Theory]
    [InlineData("")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Le")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nbody")]
    [InlineData(Chunked + "4\r\nbody\r\n0\r\n")]
    public void End_BeforeTheAnswerIsWhole_IsACut(string answer)
    {
        if (answer.Length > 0) Assert.Equal(AnswerProgress.More, Take(Encoding.Latin1.GetBytes(answer)));
        Assert.Equal(AnswerProgress.Cut, _reader.End());
        Assert.Equal(answer.Length > 0, _reader.HasBegun);
    }

    [Theory]
    [InlineData("Content-Length: 5000000\r\n\r\n")]
    [InlineData("Connection: close\r\n\r\n")]
    public void Take_BodyBeyondTheBound_IsReadToItsEndAndNotKept(string fields)
    {
        var (piece, left) = (new byte[50_000], 5_000_000 / 50_000);
        var progress = Take([.. "HTTP/1.1 200 OK\r\n"u8, .. Encoding.Latin1.GetBytes(fields)]);
        for (; left > 0; left--)
        {
            Assert.Equal(AnswerProgress.More, progress);
            progress = Take(piece);
        }

        Assert.Equal(AnswerProgress.Whole, progress == AnswerProgress.More ? _reader.End() : progress);
        Assert.True(_reader.IsTooLarge);
        _reader.Begin();
        Assert.Equal(AnswerProgress.Whole, Take("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody"u8));
        Assert.False(_reader.IsTooLarge);
    }

    private AnswerProgress Take(ReadOnlySpan<byte> bytes)
    {
        var progress = AnswerProgress.More;
        while (!bytes.IsEmpty && progress == AnswerProgress.More)
        {
            var part = bytes[..Math.Min(bytes.Length, _reader.Room.Length)];
            part.CopyTo(_reader.Room.Span);
            progress = _reader.Take(part.Length);
            bytes = bytes[part.Length..];
        }

        return progress;
    }
}
