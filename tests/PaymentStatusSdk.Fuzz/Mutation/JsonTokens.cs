using System.Text.RegularExpressions;

namespace PaymentStatusSdk.Fuzz.Mutation;

/// <summary>Splits JSON, well-formed or not, into its tokens.</summary>
internal static partial class JsonTokens
{
    [GeneratedRegex(@"""(?:[^""\\]|\\.)*""|[\[\]{},:]|[^\s\[\]{},:""]+|\s+|""")]
    public static partial Regex Pattern();
}
