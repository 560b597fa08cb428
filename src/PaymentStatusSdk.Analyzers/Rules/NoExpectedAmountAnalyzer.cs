using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using PaymentStatusSdk.Analyzers.Operations;

namespace PaymentStatusSdk.Analyzers.Rules;

/// <summary>PSS006: a payment counts as made, and nothing compares its amount.</summary>
/// <remarks>
/// A query that is only shown needs no amount. So the rule looks for a function that creates the query, sends it and acts on Success, or
/// that hands the query over to be tracked: the handler of its changes sees the verdict only.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class NoExpectedAmountAnalyzer : SdkAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [RuleCatalog.NoExpectedAmount];

    protected override void Register(CompilationStartAnalysisContext start, SdkTypes types) => start.RegisterOperationBlockAction(block =>
    {
        foreach (var call in block.OperationBlocks.SelectMany(root => root.DescendantsAndSelf()).OfType<IInvocationOperation>())
        {
            var tracks = IsTracking(call.TargetMethod, types);
            if (!tracks && !types.IsQuery(call.TargetMethod)) continue;
            if (Queries.ArgumentOf(call, types) is not { } query) continue;
            if (Queries.CreationWithoutAmount(query, types) is not { } creation) continue;
            var scope = Scopes.Around(call);
            if (Scopes.Mentions(scope, "ExpectedAmount", "AmountCheck", "Amount", "RefundedAmount")) continue;
            if (tracks || Accepts(scope)) block.ReportDiagnostic(RuleCatalog.NoExpectedAmount, creation);
        }
    });

    private static bool IsTracking(IMethodSymbol method, SdkTypes types) =>
        (method.Name == "TrackAsync" && SdkTypes.Is(method.ContainingType, types.Tracker))
        || (method.Name == "TrackPayment" && method.ContainingAssembly.Name == "PaymentStatusSdk.EntityFrameworkCore");

    private static bool Accepts(IOperation scope) => EnumTests.In(scope)
        .Where(test => test.Values.Contains("Success") && test.Property.Property is { Name: "Verdict" } verdict && Scopes.IsOfSdk(verdict))
        .Any(test => Acts.Any(test.WhenEqual) || IsAnswer(test));

    // A function such as IsPaidAsync, whose callers ship.
    private static bool IsAnswer(EnumTest test) =>
        test.Condition is not null
        && ((Guards.AssignedMember(test.Condition) is { } member && Names.ValueMeansPaid(member.Name))
            || (Guards.ReturnOf(test.Condition) is not null && !Scopes.IsInExpressionLambda(test.Condition)
                && Scopes.FunctionOf(test.Condition) is { } function && Names.ValueMeansPaid(function.Name)));
}
