using System.Globalization;
using System.Text;

namespace PaymentStatusSdk.Benchmarks.Compare;

/// <summary>
/// A complete HTTP response that is the same for every request, except for a reference of fixed length that is copied from the request.
/// </summary>
internal sealed class CannedAnswer
{
    private readonly byte[] _response;
    private readonly byte[] _marker;
    private readonly int[] _places;
    private readonly int _length;

    /// <param name="contentType">The content type.</param>
    /// <param name="body">The body; it contains <paramref name="reference"/>.</param>
    /// <param name="reference">A reference, with the length of all references; empty when the answer contains none.</param>
    /// <param name="marker">The text before the reference in a request.</param>
    public CannedAnswer(string contentType, string body, string reference = "", string marker = "")
    {
        var head = string.Create(
            CultureInfo.InvariantCulture,
            $"HTTP/1.1 200 OK\r\nContent-Type: {contentType}\r\nContent-Length: {body.Length}\r\n");
        _response = Encoding.ASCII.GetBytes($"{head}Date: Wed, 31 Jan 2024 12:34:56 GMT\r\n\r\n{body}");
        _marker = Encoding.ASCII.GetBytes(marker);
        _length = reference.Length;
        _places = reference.Length == 0 ? [] : [.. Places(_response, Encoding.ASCII.GetBytes(reference))];
    }

    /// <summary>Returns the response for one connection, which <see cref="Complete"/> changes.</summary>
    public byte[] NewResponse() => [.. _response];

    /// <summary>Copies the reference from the body of a request into the response.</summary>
    public void Complete(byte[] response, ReadOnlySpan<byte> requestBody)
    {
        if (_places.Length == 0) return;
        var reference = requestBody.Slice(requestBody.IndexOf(_marker) + _marker.Length, _length);
        foreach (var place in _places) reference.CopyTo(response.AsSpan(place));
    }

    private static IEnumerable<int> Places(byte[] response, byte[] reference)
    {
        for (var at = 0; response.AsSpan(at).IndexOf(reference) is var next and >= 0; at += next + reference.Length) yield return at + next;
    }
}
