using System.Globalization;

namespace PaymentStatusSdk.Fuzz.Naive;

/// <summary>Reads documents of Desjardins as PROTOCOL.md of the adapter describes them.</summary>
internal sealed class NaiveDesjardins
{
    // Texts that shoppers or shops write: a result in them is none.
    private static readonly string[] Ignored = ["urls", "card_holder_name", "receipt", "receipt_text"];

    private readonly NaiveElement? _root;

    private NaiveDesjardins(NaiveElement? root) => _root = root;

    /// <summary>The merchant accounts that the document names.</summary>
    public IReadOnlyList<string> Merchants =>
        [.. (_root?.Children ?? []).Where(one => one.Is("merchant")).Select(one => one.Attribute("id")).OfType<string>().Distinct()];

    /// <summary>Whether the document can be read at all.</summary>
    public bool IsReadable => _root is not null;

    /// <summary>Reads a document. Bytes before the first <c>&lt;</c> do not belong to it.</summary>
    public static NaiveDesjardins Read(ReadOnlySpan<byte> body)
    {
        var start = body is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] ? 0 : body.IndexOf((byte)'<');
        // A name before the document ends with '='; without one, a mark is part of the document.
        if (body is [0xEF, 0xBB, 0xBF, ..] && start >= 0 && !body[..start].Contains((byte)'=')) start = 0;
        var root = start < 0 ? null : NaiveDocument.Read(body[start..], "iso-8859-15");
        return new NaiveDesjardins(root is not null && (root.Is("request") || root.Is("response")) ? root : null);
    }

    /// <summary>Returns the different values of <c>approved</c> of the results for one transaction, in lower case.</summary>
    public IReadOnlyList<string> Approvals(string id) =>
        [.. Results(id).Select(one => one.Attribute("approved")?.ToLowerInvariant()).OfType<string>()
            .Where(value => value != "-").Distinct()];

    /// <summary>Whether any result for the transaction names this amount, in cents.</summary>
    public bool HasAmount(string id, decimal amount) => Results(id).SelectMany(one => one.Texts("amount"))
        .Any(text => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var cents) && cents == amount * 100);

    /// <summary>Whether a result for the transaction, or the document outside of results, has an error.</summary>
    public bool HasError(string id) => Results(id).Any(one => one.Children.Exists(child => child.Is("error")));

    private IEnumerable<NaiveElement> Results(string id) => _root is null ? [] : Below(_root).Where(one => one.Attribute("id") == id);

    private static IEnumerable<NaiveElement> Below(NaiveElement element)
    {
        foreach (var child in element.Children)
        {
            if (Ignored.Contains(child.Name)) continue;
            if (child.Is("transaction")) yield return child;
            foreach (var inner in Below(child)) yield return inner;
        }
    }
}
