using System.Text;
using System.Text.RegularExpressions;

namespace PaymentStatusSdk.Testing.Tests.Desjardins;

/// <summary>A POST of step 4 as the merchant received it.</summary>
internal sealed partial record Step4Post(string Path, string ContentType, byte[] Body)
{
    public string Text => CodePagesEncodingProvider.Instance.GetEncoding("ISO-8859-15")!.GetString(Body);

    public IEnumerable<string> TransactionIds => TransactionId().Matches(Text).Select(match => match.Groups[1].Value);

    public string? Approved(string id) =>
        Regex.Match(Text, $"<transaction id=\"{id}\"[^>]* approved=\"([^\"]*)\"") is { Success: true } match ? match.Groups[1].Value : null;

    [GeneratedRegex("<transaction id=\"([^\"]*)\"")]
    private static partial Regex TransactionId();
}
