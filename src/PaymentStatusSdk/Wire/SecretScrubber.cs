using System.Buffers;

namespace PaymentStatusSdk.Adapters;

/// <summary>Blots configured secrets out of texts that a gateway wrote: some echo what they were sent.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class SecretScrubber
{
    private const string Blot = "***";

    private readonly string[] _secrets;
    private readonly SearchValues<string> _any;

    /// <summary>Remembers what must not get out. Null and blank ones are ignored.</summary>
    public SecretScrubber(params ReadOnlySpan<string?> secrets)
    {
        var kept = new List<string>(secrets.Length);
        foreach (var secret in secrets)
        {
            if (!string.IsNullOrWhiteSpace(secret)) kept.Add(secret);
        }

        // The longest first: one secret may be a part of another.
        _secrets = [.. kept.OrderByDescending(secret => secret.Length)];
        _any = SearchValues.Create(_secrets, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The text without the secrets; the same instance when there are none in it.</summary>
    public string? Scrub(string? text)
    {
        if (string.IsNullOrEmpty(text) || !text.AsSpan().ContainsAny(_any)) return text;
        foreach (var secret in _secrets) text = text.Replace(secret, Blot, StringComparison.OrdinalIgnoreCase);
        return text;
    }
}
