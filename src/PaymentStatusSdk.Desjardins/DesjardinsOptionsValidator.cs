using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Desjardins.Protocol;

namespace PaymentStatusSdk.Desjardins;

/// <summary>Validates <see cref="DesjardinsOptions"/>.</summary>
internal sealed class DesjardinsOptionsValidator : GatewayOptionsValidator<DesjardinsOptions>
{
    private const int MaxMerchantIdLength = 64;
    private const int MaxNameLength = 64;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    protected override void Check(DesjardinsOptions options, OptionErrors errors)
    {
        errors.RequireEndpoint(nameof(options.Endpoint), options.Endpoint, "use the address from Desjardins.");
        CheckAccount(options, errors);
        CheckCallbackAddress(options.PublicCallbackBaseUrl, errors);
        CheckTimes(options, errors);
        CheckNames(options, errors);
        CheckCodes(options, errors);
        if (!Enum.IsDefined(options.DefaultKind)) errors.Add(nameof(options.DefaultKind), "is not a transaction kind.");
        if (options.MaxConcurrentExchanges != 1)
            errors.Add(nameof(options.MaxConcurrentExchanges), "must be 1: the gateway executes Status requests one at a time.");
    }

    private static void CheckAccount(DesjardinsOptions options, OptionErrors errors)
    {
        errors.RequireText(nameof(options.MerchantId), options.MerchantId, "use your merchant number.");
        errors.RequireText(nameof(options.MerchantKey), options.MerchantKey, "Desjardins issued it together with your merchant number.");
        errors.RequireLength(nameof(options.MerchantId), options.MerchantId, MaxMerchantIdLength);
        RequirePlainText(nameof(options.MerchantId), options.MerchantId, errors);
        RequirePlainText(nameof(options.MerchantKey), options.MerchantKey, errors);
        foreach (var key in options.OtherMerchantKeys ?? [])
        {
            errors.RequireText(nameof(options.OtherMerchantKeys), key, "remove the blank key from the list.");
            RequirePlainText(nameof(options.OtherMerchantKeys), key, errors);
        }
    }

    private static void CheckCallbackAddress(Uri? address, OptionErrors errors)
    {
        const string Key = nameof(DesjardinsOptions.PublicCallbackBaseUrl);
        errors.RequireEndpoint(Key, address, "set the address at which the gateway reaches your host.");
        if (address is { IsAbsoluteUri: true } && (address.Query.Length > 0 || address.Fragment.Length > 0))
            errors.Add(Key, "has a query or fragment, but a path is appended to it: remove them.");
    }

    private static void CheckTimes(DesjardinsOptions options, OptionErrors errors)
    {
        errors.RequireRange(nameof(options.StepTimeout), options.StepTimeout, Second, TimeSpan.FromMinutes(5));
        errors.RequireRange(nameof(options.CallbackTimeout), options.CallbackTimeout, Second, TimeSpan.FromMinutes(8));
        errors.RequireRange(
            nameof(options.MissingTransactionsGrace), options.MissingTransactionsGrace, TimeSpan.Zero, TimeSpan.FromMinutes(1));
        if (options.StepTimeout + options.CallbackTimeout > options.AttemptTimeout)
        {
            errors.Add(
                nameof(options.AttemptTimeout),
                $"is {options.AttemptTimeout}, shorter than StepTimeout and CallbackTimeout together "
                + $"({options.StepTimeout + options.CallbackTimeout}): increase it.");
        }
    }

    private static void CheckNames(DesjardinsOptions options, OptionErrors errors)
    {
        errors.RequireText(nameof(options.StatusType), options.StatusType, "the default is status.");
        RequirePlainText(nameof(options.StatusType), options.StatusType, errors);
        if (!string.IsNullOrEmpty(options.TransactionContainer))
            RequireName(nameof(options.TransactionContainer), options.TransactionContainer, errors);
        RequireName(nameof(options.TransactionElement), options.TransactionElement, errors);
        RequireName(nameof(options.TransactionIdAttribute), options.TransactionIdAttribute, errors);
        RequireName(nameof(options.LanguageElement), options.LanguageElement, errors);
        if (!string.IsNullOrEmpty(options.Language) && options.Language.ToUpperInvariant() is not ("FR" or "EN"))
            errors.Add(nameof(options.Language), "is not a language of this gateway: use fr or en, or remove it.");
        if (options.RequestEncoding?.ToUpperInvariant() is not ("ISO-8859-15" or "UTF-8"))
            errors.Add(nameof(options.RequestEncoding), "must be ISO-8859-15 or UTF-8.");
    }

    private static void CheckCodes(DesjardinsOptions options, OptionErrors errors)
    {
        foreach (var (code, state) in options.ConditionCodes ?? new Dictionary<string, PaymentState>())
        {
            // A code explains why a transaction was not approved; it must never turn a "no" into a paid state.
            if (string.IsNullOrWhiteSpace(code) || !DesjardinsStatusMap.MayExplainRefusal(state))
            {
                errors.Add(
                    nameof(options.ConditionCodes),
                    $"has '{code}' = {state}: a code with approved=\"no\" can mean Unknown, Pending, Declined, Failed, Canceled or "
                    + "Expired.");
            }
        }

        foreach (var code in options.NotFoundCodes ?? [])
            errors.RequireText(nameof(options.NotFoundCodes), code, "remove the blank code from the list.");
    }

    private static void RequirePlainText(string key, string? value, OptionErrors errors)
    {
        if (!TextRules.IsPrintableAscii(value))
            errors.Add(key, "contains a character outside printable ASCII, often a line break at the end of a secret file: remove it.");
    }

    private static void RequireName(string key, string? value, OptionErrors errors)
    {
        var isName = value is { Length: > 0 and <= MaxNameLength } && (char.IsAsciiLetter(value[0]) || value[0] == '_')
            && value.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-' or '.');
        if (!isName)
            errors.Add(
                key, $"cannot name an element or attribute: use 1 to {MaxNameLength} letters, digits, '_', '-' and '.', beginning with a "
                    + "letter or '_'.");
    }
}
