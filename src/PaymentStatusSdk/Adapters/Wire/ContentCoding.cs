using System.Text.Json.Serialization;
using PaymentStatusSdk.Json;

namespace PaymentStatusSdk.Adapters.Wire;

/// <summary>The compression of a body, from its header <c>Content-Encoding</c>.</summary>
[JsonConverter(typeof(TolerantEnumConverter<ContentCoding>))]
public enum ContentCoding
{
    /// <summary>A coding that is not supported, or more than one coding.</summary>
    Unknown = 0,

    /// <summary>Not compressed.</summary>
    Identity = 1,

    /// <summary><c>gzip</c> or <c>x-gzip</c>.</summary>
    GZip = 2,

    /// <summary><c>deflate</c>: the zlib format, or raw deflate data, which some senders use.</summary>
    Deflate = 3,

    /// <summary><c>br</c>.</summary>
    Brotli = 4,
}
