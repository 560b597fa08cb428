namespace PaymentStatusSdk.Simulators.Desjardins;

/// <summary>Reads the requests of steps 1 and 3 and reports their errors (PROTOCOL.md of the Desjardins adapter).</summary>
internal sealed class DipsRequestReader(DesjardinsSimulatorOptions options)
{
    private const int MaxTransactions = 10;
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
        string? error = null;
        if (merchant.Attribute("key") != options.MerchantKey) error = "Merchant key is not known";
        else if (merchant.Attribute("id") is { } merchantId && merchantId != options.MerchantId)
            error = "Merchant id does not belong to the key";
        else if (string.IsNullOrEmpty(id)) error = "Transaction id is missing";
        else if (id.Length > MaxIdLength) error = $"Transaction id is longer than {MaxIdLength} characters";
        return new DipsRequest { IsLogin = true, TrxId = id, RefusalReason = error };
    }

    private DipsRequest ReadStatus(DipsElement merchant)
    {
        if (merchant.Child(options.Envelope) is not { Children.Count: > 0 } envelope)
            return Refuse($"Elements login and {options.Envelope} are both missing");
        var transaction = envelope.Children[0];
        // Several elements: the alternative shape with one element for each queried transaction, all of the same session.
        var all = envelope.Children;
        var ids = TransactionIds(all);
        var url = transaction.Child("urls")?.ChildrenNamed("url").FirstOrDefault(one => one.Attribute("name") == "response");
        Uri.TryCreate(url?.Child("path")?.Text.Trim(), UriKind.Absolute, out var address);
        var language = transaction.Child(options.LanguageElement)?.Text.Trim();
        return new DipsRequest
        {
            TrxId = transaction.Attribute("id"),
            TrxKey = transaction.Attribute("key"),
            TransactionIds = ids,
            ResponseUrl = address,
            Parameters = [.. Parameters(url)],
            Language = (language ?? options.MerchantLanguage).ToUpperInvariant(),
            RefusalReason = MerchantError(merchant, all) ?? IdError(ids) ?? AddressError(address) ?? LanguageError(language),
        };
    }

    private string? MerchantError(DipsElement merchant, List<DipsElement> transactions)
    {
        if (merchant.Attribute("key") != options.MerchantKey) return "Merchant key is not known";
        if (merchant.Attribute("id") != options.MerchantId) return "Merchant id does not belong to the key";
        foreach (var transaction in transactions)
        {
            if (transaction.Name != "transaction") return $"Element {transaction.Name} is not expected";
            if (transaction.Attribute("type") != options.StatusType) return "Transaction type is not known";
            if (transaction.Attribute("id") != transactions[0].Attribute("id")) return "Transactions belong to more than one session";
            if (options.RequireCurrency
                && (transaction.Attribute("currency") != "CAD" || string.IsNullOrEmpty(transaction.Attribute("currencyText"))))
                return "Currency is missing";
        }

        return null;
    }

    private List<string> TransactionIds(List<DipsElement> transactions)
    {
        var ids = new List<string>();
        foreach (var transaction in transactions)
        {
            var holder = options.TransactionContainer is null ? transaction : transaction.Child(options.TransactionContainer);
            if (holder is null) continue;
            foreach (var queried in holder.ChildrenNamed(options.TransactionElement))
                ids.Add(queried.Attribute(options.TransactionIdAttribute) ?? "");
        }

        return ids;
    }

    private static IEnumerable<(string Name, string Value)> Parameters(DipsElement? url) =>
        url?.Child("parameters")?.ChildrenNamed("parameter").Select(one => (one.Attribute("name") ?? "", one.Text)) ?? [];

    private static string? IdError(List<string> ids)
    {
        if (ids.Count == 0) return "No transaction is requested";
        if (ids.Count > MaxTransactions) return $"More than {MaxTransactions} transactions are requested";
        return ids.Exists(id => id.Trim().Length == 0) ? "A requested transaction has no id" : null;
    }

    private static string? AddressError(Uri? address) =>
        address is null || address.Scheme is not ("http" or "https")
            ? "Response URL is missing or not an absolute http or https URL"
            : null;

    private static string? LanguageError(string? language) =>
        language is null || language.ToUpperInvariant() is "FR" or "EN" ? null : "Language is not fr or en";

    private static DipsRequest Refuse(string reason) => new() { RefusalReason = reason };
}
