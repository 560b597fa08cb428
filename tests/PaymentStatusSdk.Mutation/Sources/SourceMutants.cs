using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using PaymentStatusSdk.Mutation.Operators;

namespace PaymentStatusSdk.Mutation.Sources;

/// <summary>Finds and numbers the mutants of one source file, and returns its text with one of them.</summary>
internal sealed class SourceMutants(string file, SourceText text, SemanticModel model, MutantIds ids, ExcludedMutants excluded)
{
    public const string Switch = "global::PaymentStatusSdk.Mutation.MutantSwitch";

    /// <summary>The mutants so far.</summary>
    public List<Mutant> All { get; } = [];

    /// <summary>The number of members with code that are of a kind that cannot be rewritten.</summary>
    public int Untouched { get; private set; }

    public int NextMember() => ids.NextMember();

    public void CountUntouched() => Untouched++;

    /// <summary>Whether a member does not compile when it is rewritten, so that it must stay as it is.</summary>
    public bool IsUntouched(int memberId) => excluded.IsUntouched(memberId);

    /// <summary>Returns the mutants of a part of a member that compile.</summary>
    public List<(Mutant Mutant, TextMutation Mutation)> Find(SyntaxNode part, int memberId, string member)
    {
        var found = new List<(Mutant, TextMutation)>();
        foreach (var mutation in MutationFinder.Find(part, model))
        {
            var id = ids.NextMutant();
            if (excluded.Contains(memberId, id)) continue;
            var line = text.Lines.GetLineFromPosition(mutation.Span.Start);
            var context = text.ToString(TextSpan.FromBounds(line.Start, mutation.Span.Start)) + mutation.Replacement
                + text.ToString(TextSpan.FromBounds(mutation.Span.End, Math.Max(line.End, mutation.Span.End)));
            found.Add((new Mutant(
                id, memberId, file, line.LineNumber + 1, member, text.ToString(mutation.Span), mutation.Replacement,
                context.Trim()), mutation));
        }

        All.AddRange(found.Select(one => one.Item1));
        return found;
    }

    /// <summary>Returns the text of a part with a mutation.</summary>
    public string Apply(SyntaxNode part, TextMutation mutation) =>
        Between(part.SpanStart, mutation.Span.Start) + mutation.Replacement + Between(mutation.Span.End, part.Span.End);

    public string Between(int start, int end) => text.ToString(TextSpan.FromBounds(start, end));
}
