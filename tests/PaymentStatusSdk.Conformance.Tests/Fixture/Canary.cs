using System.Text;

namespace PaymentStatusSdk.Conformance.Tests;

/// <summary>A made-up secret that is recognized raw, percent-encoded, escaped and in base64.</summary>
public sealed class Canary
{
    private readonly string[] _encoded;

    private Canary(string name, string core, string value)
    {
        (Name, Core, Value) = (name, core, value);
        _encoded = [.. Enumerable.Range(0, 3).Select(shift => Encoded(core, shift))];
    }

    public string Name { get; }

    /// <summary>Letters and digits only: every encoding of the wire leaves them as they are.</summary>
    public string Core { get; }

    public string Value { get; }

    public static Canary Create(string name, string special = "")
    {
        var core = "Cnry" + Guid.NewGuid().ToString("N")[..16];
        return new Canary(name, core, core + special);
    }

    public static Canary Of(string name, string fragment) => new(name, fragment, fragment);

    public bool IsIn(string text) =>
        text.Contains(Core, StringComparison.OrdinalIgnoreCase)
        || Array.Exists(_encoded, form => text.Contains(form, StringComparison.Ordinal));

    // Base64 depends on the preceding text: of each of the three alignments, the part that only the secret determines.
    private static string Encoded(string core, int shift)
    {
        var bytes = Encoding.ASCII.GetBytes(new string('x', shift) + core);
        var text = Convert.ToBase64String(bytes.AsSpan(0, bytes.Length / 3 * 3));
        return text[(shift == 0 ? 0 : 4)..];
    }
}
