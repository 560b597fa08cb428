using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using PaymentStatusSdk.Analyzers.Operations;

namespace PaymentStatusSdk.Analyzers.Rules;

/// <summary>PSS012: the task of TrackAsync is dropped.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class TrackingNotAwaitedAnalyzer : SdkAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [RuleCatalog.TrackingNotAwaited];

    protected override void Register(CompilationStartAnalysisContext start, SdkTypes types) => start.RegisterOperationAction(
        operation =>
        {
            var call = (IInvocationOperation)operation.Operation;
            if (call.TargetMethod.Name == "TrackAsync" && SdkTypes.Is(call.TargetMethod.ContainingType, types.Tracker) && IsDropped(call))
                operation.ReportDiagnostic(RuleCatalog.TrackingNotAwaited, call);
        },
        OperationKind.Invocation);

    private static bool IsDropped(IOperation task)
    {
        switch (task.Parent)
        {
            case IExpressionStatementOperation:
            case ISimpleAssignmentOperation { Target: IDiscardOperation }:
                return true;
            case IConversionOperation or IParenthesizedOperation or IConditionalAccessOperation:
                return IsDropped(task.Parent);
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } declarator }:
                return !Scopes.RootOf(declarator).Descendants().OfType<ILocalReferenceOperation>()
                    .Any(reference => SymbolEqualityComparer.Default.Equals(reference.Local, local));
            // The body of Task.Run(() => tracker.TrackAsync(...)) or of an Action.
            case IReturnOperation { Parent: IBlockOperation { Parent: IAnonymousFunctionOperation lambda } }:
                return IsDroppedRun(lambda);
            case IAwaitOperation:
                return AwaitingLambda(task) is { } awaiting && IsDroppedRun(awaiting);
            default:
                return false;
        }
    }

    private static bool IsDroppedRun(IAnonymousFunctionOperation lambda) =>
        Argument(lambda)?.Parent is IInvocationOperation { TargetMethod: { Name: "Run", ContainingType.Name: "Task" } } run
        && IsDropped(run);

    private static IAnonymousFunctionOperation? AwaitingLambda(IOperation operation)
    {
        var parent = operation.Parent;
        while (parent is not (null or IAnonymousFunctionOperation or ILocalFunctionOperation)) parent = parent.Parent;
        return parent as IAnonymousFunctionOperation;
    }

    private static IArgumentOperation? Argument(IAnonymousFunctionOperation lambda)
    {
        IOperation? parent = lambda.Parent;
        while (parent is IDelegateCreationOperation or IConversionOperation) parent = parent.Parent;
        return parent as IArgumentOperation;
    }
}
