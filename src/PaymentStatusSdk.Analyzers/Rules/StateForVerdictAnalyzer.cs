using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using PaymentStatusSdk.Analyzers.Operations;

namespace PaymentStatusSdk.Analyzers.Rules;

/// <summary>PSS001: the state decides where the verdict must decide.</summary>
/// <remarks>
/// It reports only states that a verdict replaces. A comparison with Authorized, Pending or a refund can be right, because no verdict
/// distinguishes these states. Code that reads a verdict or the kind of the transaction is not reported.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class StateForVerdictAnalyzer : SdkAnalyzer
{
    private static readonly string[] Decided = ["Captured", "Credited", "Declined", "Failed", "Canceled", "Expired"];

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [RuleCatalog.StateForVerdict];

    protected override void Register(CompilationStartAnalysisContext start, SdkTypes types) => start.RegisterOperationBlockAction(block =>
    {
        foreach (var test in block.OperationBlocks.SelectMany(EnumTests.In).Where(test => IsState(test, types)).Where(IsDecision))
            block.ReportDiagnostic(RuleCatalog.StateForVerdict, test.Operation, test.Values.First(Decided.Contains));
    });

    private static bool IsState(EnumTest test, SdkTypes types) =>
        test.Property.Property is { Name: "State", ContainingType: var owner }
        && (SdkTypes.Is(owner, types.Result) || SdkTypes.Is(owner, types.Belief))
        && test.Values.Any(Decided.Contains);

    private static bool IsDecision(EnumTest test)
    {
        if (!Decides(test)) return false;
        var scope = Scopes.Around(test.Operation);
        return !Scopes.Mentions(scope, "Verdict", "Kind");
    }

    private static bool Decides(EnumTest test)
    {
        if (Acts.Any(test.WhenEqual) || Acts.Unpaid(test.WhenDifferent) is not null) return true;
        if (test.Condition is null) return false;
        if (Guards.AssignedMember(test.Condition) is { } member)
            return Names.ValueMeansPaid(member.Name) || Names.ValueMeansUnpaid(member.Name);
        return Guards.ReturnOf(test.Condition) is not null && !Scopes.IsInExpressionLambda(test.Condition)
            && Scopes.FunctionOf(test.Condition) is { } function
            && (Names.ValueMeansPaid(function.Name) || Names.ValueMeansUnpaid(function.Name));
    }
}
