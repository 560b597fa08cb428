using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using PaymentStatusSdk.Json;

namespace PaymentStatusSdk;

/// <summary>Named fields of a gateway's answer, as received. Names are compared by ordinal.</summary>
/// <remarks>Immutable and thread-safe. A lookup is a linear search: adapters keep only a few fields, never the whole body.</remarks>
[JsonConverter(typeof(GatewayFieldsConverter))]
public sealed class GatewayFields : IReadOnlyDictionary<string, string>, IEquatable<GatewayFields>
{
    private readonly KeyValuePair<string, string>[] _fields;

    /// <summary>Copies the fields. A lookup of a repeated name finds its first value.</summary>
    public GatewayFields(params ReadOnlySpan<KeyValuePair<string, string>> fields) => _fields = fields.ToArray();

    /// <summary>No fields.</summary>
    public static GatewayFields Empty { get; } = new();

    /// <summary>The pairs, for loops that run on every query.</summary>
    internal ReadOnlySpan<KeyValuePair<string, string>> Pairs => _fields;

    /// <inheritdoc/>
    public int Count => _fields.Length;

    /// <inheritdoc/>
    public IEnumerable<string> Keys => _fields.Select(pair => pair.Key);

    /// <inheritdoc/>
    public IEnumerable<string> Values => _fields.Select(pair => pair.Value);

    /// <inheritdoc/>
    public string this[string key] =>
        TryGetValue(key, out var value) ? value : throw new KeyNotFoundException($"The answer has no field '{key}'.");

    /// <inheritdoc/>
    public bool ContainsKey(string key) => TryGetValue(key, out _);

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value)
    {
        foreach (var pair in _fields)
        {
            if (!string.Equals(pair.Key, key, StringComparison.Ordinal)) continue;
            value = pair.Value;
            return true;
        }

        value = null;
        return false;
    }

    /// <inheritdoc/>
    public bool Equals(GatewayFields? other) => other is not null && _fields.AsSpan().SequenceEqual(other._fields);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as GatewayFields);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var pair in _fields)
        {
            hash.Add(pair.Key, StringComparer.Ordinal);
            hash.Add(pair.Value, StringComparer.Ordinal);
        }

        return hash.ToHashCode();
    }

    /// <summary>Returns names only, so that no value reaches a log by accident.</summary>
    public override string ToString() => $"[{string.Join(", ", Keys)}]";

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() =>
        ((IEnumerable<KeyValuePair<string, string>>)_fields).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
