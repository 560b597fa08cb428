using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using PaymentStatusSdk.Analyzers.Operations;

namespace PaymentStatusSdk.Analyzers.Rules;

/// <summary>PSS005: an exception of a query is treated as "not paid". PSS011: it is ignored, whatever its cause.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class ExceptionAnalyzer : SdkAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [RuleCatalog.ExceptionAsUnpaid, RuleCatalog.FailureIgnored];

    protected override void Register(CompilationStartAnalysisContext start, SdkTypes types)
    {
        start.RegisterOperationAction(operation => CheckCatch(operation, types), OperationKind.CatchClause);
        start.RegisterOperationBlockAction(block => CheckLookups(block, types));
    }

    private static void CheckCatch(OperationAnalysisContext context, SdkTypes types)
    {
        var clause = (ICatchClauseOperation)context.Operation;
        if (!CatchesFailures(clause, types)) return;
        if (Acts.Unpaid([clause.Handler]) is { } act)
        {
            context.ReportDiagnostic(RuleCatalog.ExceptionAsUnpaid, act.Operation, act.Name);
            return;
        }

        if (clause.Filter is null && Ignores(clause) && clause.Syntax is CatchClauseSyntax syntax)
            context.ReportDiagnostic(Diagnostic.Create(RuleCatalog.FailureIgnored, syntax.CatchKeyword.GetLocation()));
    }

    // A general catch counts only around a query.
    private static bool CatchesFailures(ICatchClauseOperation clause, SdkTypes types)
    {
        if (SdkTypes.Is(clause.ExceptionType, types.Failure)) return true;
        if (clause.ExceptionType.Name is not ("Exception" or "Object" or "TimeoutException" or "OperationCanceledException")
            && clause.ExceptionType.SpecialType != SpecialType.System_Object)
            return false;
        return clause.Parent is ITryOperation attempt
            && attempt.Body.DescendantsAndSelf().OfType<IInvocationOperation>().Any(call => types.IsQuery(call.TargetMethod));
    }

    // The handler logs, counts and throws nothing, and sets no value that the next statement could read.
    private static bool Ignores(ICatchClauseOperation clause)
    {
        if (clause.ExceptionType.Name == "OperationCanceledException") return false;
        return clause.Handler.Operations.All(statement => statement switch
        {
            IEmptyOperation => true,
            IBranchOperation => true,
            IReturnOperation { ReturnedValue: null } => true,
            IReturnOperation { ReturnedValue.Type.SpecialType: SpecialType.System_Boolean } returned =>
                returned.ReturnedValue.ConstantValue.HasValue,
            _ => false,
        });
    }

    private static void CheckLookups(OperationBlockAnalysisContext block, SdkTypes types)
    {
        foreach (var property in block.OperationBlocks.SelectMany(root => root.DescendantsAndSelf()).OfType<IPropertyReferenceOperation>())
        {
            if (!SdkTypes.Is(property.Property.ContainingType, types.Lookup)) continue;
            IEnumerable<IOperation> failed = property.Property.Name switch
            {
                "HasResult" => Guards.Of(property, value: false),
                "Exception" or "Result" when NullTest(property) is { } test =>
                    Guards.Of(test.Condition, test.IsNullWhenTrue == (property.Property.Name == "Result")),
                _ => [],
            };
            if (Acts.Unpaid([.. failed]) is { } act) block.ReportDiagnostic(RuleCatalog.ExceptionAsUnpaid, act.Operation, act.Name);
        }
    }

    private static (IOperation Condition, bool IsNullWhenTrue)? NullTest(IPropertyReferenceOperation property)
    {
        var operand = property.Parent is IConversionOperation conversion ? conversion : (IOperation)property;
        return operand.Parent switch
        {
            IIsPatternOperation { Pattern: IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: null } } } test =>
                (test, true),
            IIsPatternOperation
            {
                Pattern: INegatedPatternOperation
                {
                    Pattern: IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: null } },
                },
            } test => (test, false),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals } test when IsNull(test) => (test, true),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.NotEquals } test when IsNull(test) => (test, false),
            _ => null,
        };
    }

    private static bool IsNull(IBinaryOperation test) =>
        test.LeftOperand.ConstantValue is { HasValue: true, Value: null }
        || test.RightOperand.ConstantValue is { HasValue: true, Value: null };
}
