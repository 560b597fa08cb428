using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace PaymentStatusSdk.Mutation.Sources;

/// <summary>
/// The mutants that do not compile, such as one with a variable that is not assigned, and the members that cannot be rewritten.
/// </summary>
internal sealed partial class ExcludedMutants
{
    private readonly HashSet<int> _mutants = [];
    private readonly HashSet<int> _members = [];

    /// <summary>The number of mutants that do not compile.</summary>
    public int Mutants => _mutants.Count;

    /// <summary>The number of members that cannot be rewritten.</summary>
    public int Members => _members.Count;

    public bool Contains(int member, int mutant) => _mutants.Contains(mutant) || IsUntouched(member);

    public bool IsUntouched(int member) => _members.Contains(member);

    /// <summary>Excludes what an error is in: the copy of a mutant or, outside of them, a member.</summary>
    /// <returns>False when the error is in neither of them, or nothing new was excluded.</returns>
    public bool Exclude(Diagnostic error)
    {
        if (error.Location.SourceTree is not { } tree) return false;
        foreach (var node in tree.GetRoot().FindNode(error.Location.SourceSpan).AncestorsAndSelf())
        {
            var name = node switch
            {
                MethodDeclarationSyntax method => method.Identifier.Text,
                LabeledStatementSyntax labeled => labeled.Identifier.Text,
                _ => string.Empty,
            };
            if (Copy().Match(name) is { Success: true } copy) return _mutants.Add(Number(copy));
            if (node is not MemberDeclarationSyntax or BaseTypeDeclarationSyntax) continue;
            if (Rewritten().Match(node.ToString()) is { Success: true } member)
                return _members.Add(Number(member));
        }

        return false;
    }

    private static int Number(Match match) => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex("^__mutant([0-9]+)_")]
    private static partial Regex Copy();

    [GeneratedRegex(@"(?:MutantSwitch\.Enter\(|__original|__create|__box)([0-9]+)")]
    private static partial Regex Rewritten();
}
