namespace PaymentStatusSdk.Mutation;

/// <summary>One mutant: a copy of a member with one change.</summary>
/// <param name="Id">The number that activates it; from 1.</param>
/// <param name="MemberId">The number of the member.</param>
/// <param name="File">The file below <c>src</c>.</param>
/// <param name="Line">The line of the change, from 1.</param>
/// <param name="Member">The name of the member.</param>
/// <param name="Original">The original text.</param>
/// <param name="Replacement">The text that replaces it.</param>
/// <param name="Context">The line of the change as it reads in the mutant, without its indentation.</param>
internal sealed record Mutant(
    int Id, int MemberId, string File, int Line, string Member, string Original, string Replacement, string Context)
{
    /// <summary>Identifies the mutant in the list of equivalent ones. It does not depend on the number of the line.</summary>
    public string Key => $"{File} | {Member} | {(Context.Any(char.IsLetterOrDigit) ? OneLine(Context) : $"without {OneLine(Original)}")}";

    private static string OneLine(string text) => string.Join(' ', text.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries))
        .Replace("global::PaymentStatusSdk.Mutation.MutantSwitch.", string.Empty, StringComparison.Ordinal)
        .Replace("global::PaymentStatusSdk.", string.Empty, StringComparison.Ordinal);
}
