using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using PaymentStatusSdk.Analyzers.Operations;

namespace PaymentStatusSdk.Analyzers.Rules;

/// <summary>PSS003 and PSS004: an outcome without a verdict, NotFound or Mismatch, is treated as "not paid".</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class NoAnswerAsUnpaidAnalyzer : SdkAnalyzer
{
    private static readonly string[] Outcomes = ["Outcome", "LastOutcome"];

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [RuleCatalog.NotFoundAsUnpaid, RuleCatalog.MismatchAsUnpaid];

    protected override void Register(CompilationStartAnalysisContext start, SdkTypes types) => start.RegisterOperationBlockAction(block =>
    {
        foreach (var test in block.OperationBlocks.SelectMany(EnumTests.In).Where(test => IsOutcome(test, types)))
        {
            foreach (var (rule, subject, guarded) in Subjects(test))
            {
                if (Acts.Unpaid(guarded) is { } act && !IsDecidedOtherwise(act.Operation, test))
                    block.ReportDiagnostic(rule, act.Operation, act.Name, subject);
            }
        }

        foreach (var flag in block.OperationBlocks.SelectMany(root => root.DescendantsAndSelf()).OfType<IPropertyReferenceOperation>())
        {
            if (flag.Property.Name == "HasMismatch" && SdkTypes.Is(flag.Property.ContainingType, types.Tracked)
                && Acts.Unpaid([.. Guards.Of(flag, value: true)]) is { } act)
                block.ReportDiagnostic(RuleCatalog.MismatchAsUnpaid, act.Operation, act.Name, "a mismatch");
        }
    });

    private static bool IsOutcome(EnumTest test, SdkTypes types) =>
        Scopes.IsOfSdk(test.Property.Property)
        && (Outcomes.Contains(test.Property.Property.Name)
            || (test.Property.Property.Name == "Kind" && SdkTypes.Is(test.Property.Property.ContainingType, types.Change)));

    private static IEnumerable<(DiagnosticDescriptor Rule, string Subject, IReadOnlyList<IOperation> Guarded)> Subjects(EnumTest test)
    {
        if (test.Values.Contains("NotFound")) yield return (RuleCatalog.NotFoundAsUnpaid, "NotFound", test.WhenEqual);
        else if (test.Values.Contains("Mismatch")) yield return (RuleCatalog.MismatchAsUnpaid, "Mismatch", test.WhenEqual);
        else if (test.Values.Contains("Answered"))
            yield return (RuleCatalog.NotFoundAsUnpaid, "every outcome but Answered", test.WhenDifferent);
    }

    // In "Outcome != Answered || Verdict == Failure && ..." and in an else branch with conditions of its own, a verdict decides as well.
    private static bool IsDecidedOtherwise(IOperation act, EnumTest test)
    {
        IOperation[] guarded = [.. test.WhenEqual, .. test.WhenDifferent];
        for (var parent = act.Parent; parent is not null && !guarded.Contains(parent); parent = parent.Parent)
        {
            if (parent is IConditionalOperation conditional
                && !conditional.Condition.DescendantsAndSelf().Contains(test.Operation)
                && Scopes.Mentions(conditional.Condition, "Verdict", "Finality"))
                return true;
        }

        return false;
    }
}
