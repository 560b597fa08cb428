namespace PaymentStatusSdk.Testing;

/// <summary>Reads steps 1 and 3 and says what is wrong with them (PROTOCOL.md of the Desjardins adapter).</summary>
internal sealed class DipsRequestReader(DesjardinsSimulatorOptions options)
{
    private const int MaxTargets = 10;
    private const int MaxIdLength = 32;

    public DipsRequest Read(ReadOnlySpan<byte> body)
    {
        if (DipsXml.Read(body) is not { Name: "request" } root) return Refuse("Document is not a request in well-formed XML");
        if (root.Child("merchant") is not { } merchant) return Refuse("Element merchant is missing");
        return merchant.Child("login") is { } login ? ReadLogin(merchant, login) : ReadStatus(merchant);
    }

    private DipsRequest ReadLogin(DipsElement merchant, DipsElement login)
    {
        var id = login.Child("trx")?.Attribute("id");
        string? fault = null;
        if (merchant.Attribute("key") != options.MerchantKey) fault = "Merchant key is not known";
        else if (merchant.Attribute("id") is { } merchantId && merchantId != options.MerchantId) fault = "Merchant id does not belong to the key";
        else if (string.IsNullOrEmpty(id)) fault = "Transaction id is missing";
        else if (id.Length > MaxIdLength) fault = $"Transaction id is longer than {MaxIdLength} characters";
        return new DipsRequest { IsLogin = true, TrxId = id, Fault = fault };
    }

    private DipsRequest ReadStatus(DipsElement merchant)
    {
        if (merchant.Child(options.Envelope) is not { Children.Count: > 0 } envelope) return Refuse($"Neither login nor {options.Envelope} is there");
        var transaction = envelope.Children[0];
        // More than one: the rival shape with one element for each target, all of the same session.
        var all = envelope.Children;
        var targets = Targets(all);
        var url = transaction.Child("urls")?.ChildrenNamed("url").FirstOrDefault(one => one.Attribute("name") == "response");
        Uri.TryCreate(url?.Child("path")?.Text.Trim(), UriKind.Absolute, out var address);
        var language = transaction.Child(options.LanguageElement)?.Text.Trim();
        return new DipsRequest
        {
            TrxId = transaction.Attribute("id"),
            TrxKey = transaction.Attribute("key"),
            Targets = targets,
            ResponseUrl = address,
            Parameters = [.. Parameters(url)],
            Language = (language ?? options.MerchantLanguage).ToUpperInvariant(),
            Fault = Fault(merchant, all) ?? TargetFault(targets) ?? AddressFault(address) ?? LanguageFault(language),
        };
    }

    private string? Fault(DipsElement merchant, List<DipsElement> transactions)
    {
        if (merchant.Attribute("key") != options.MerchantKey) return "Merchant key is not known";
        if (merchant.Attribute("id") != options.MerchantId) return "Merchant id does not belong to the key";
        foreach (var transaction in transactions)
        {
            if (transaction.Name != "transaction") return $"Element {transaction.Name} is not expected";
            if (transaction.Attribute("type") != options.StatusType) return "Transaction type is not known";
            if (transaction.Attribute("id") != transactions[0].Attribute("id")) return "Transactions are of more than one session";
            if (options.RequireCurrency && (transaction.Attribute("currency") != "CAD" || string.IsNullOrEmpty(transaction.Attribute("currencyText"))))
                return "Currency is missing";
        }

        return null;
    }

    private List<string> Targets(List<DipsElement> transactions)
    {
        var targets = new List<string>(MaxTargets);
        foreach (var transaction in transactions)
        {
            var holder = options.TargetContainer is null ? transaction : transaction.Child(options.TargetContainer);
            if (holder is null) continue;
            foreach (var target in holder.ChildrenNamed(options.TargetElement)) targets.Add(target.Attribute(options.TargetIdAttribute) ?? "");
        }

        return targets;
    }

    private static IEnumerable<(string Name, string Value)> Parameters(DipsElement? url) =>
        url?.Child("parameters")?.ChildrenNamed("parameter").Select(one => (one.Attribute("name") ?? "", one.Text)) ?? [];

    private static string? TargetFault(List<string> targets)
    {
        if (targets.Count == 0) return "No transaction is asked for";
        if (targets.Count > MaxTargets) return $"More than {MaxTargets} transactions are asked for";
        return targets.Exists(id => id.Trim().Length == 0) ? "An asked transaction has no id" : null;
    }

    private static string? AddressFault(Uri? address) =>
        address is null || address.Scheme is not ("http" or "https") ? "Response URL is missing or not an absolute http or https URL" : null;

    private static string? LanguageFault(string? language) =>
        language is null || language.ToUpperInvariant() is "FR" or "EN" ? null : "Language is not fr or en";

    private static DipsRequest Refuse(string reason) => new() { Fault = reason };
}
