using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using PaymentStatusSdk.Analyzers.Operations;

namespace PaymentStatusSdk.Analyzers.Rules;

/// <summary>PSS009: a request waits for a status with a schedule that never ends, or in a loop that only the status ends.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class UnboundedWaitAnalyzer : SdkAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [RuleCatalog.UnboundedWait];

    protected override void Register(CompilationStartAnalysisContext start, SdkTypes types)
    {
        start.RegisterOperationAction(operation => CheckCall(operation, types), OperationKind.Invocation);
        start.RegisterOperationAction(operation => CheckLoop(operation, types), OperationKind.Loop);
    }

    private static void CheckCall(OperationAnalysisContext context, SdkTypes types)
    {
        var call = (IInvocationOperation)context.Operation;
        var waits = call.TargetMethod.Name is "WaitForAsync" or "WaitForFinalStatusAsync";
        var watches = call.TargetMethod.Name == "WatchAsync";
        if (!(waits || watches) || !SdkTypes.Is(call.TargetMethod.ContainingType, types.ClientExtensions)) return;
        var schedule = Argument(call, "schedule");
        if (schedule is null || !IsEndless(schedule, types)) return;
        if (!Requests.Contain(call, context.ContainingSymbol) || HasTimeLimit(call)) return;
        // A stream to the customer may be as long as the customer listens.
        if (watches && Argument(call, "cancellationToken") is { } token && !IsNone(token)) return;
        context.ReportDiagnostic(RuleCatalog.UnboundedWait, schedule);
    }

    private static void CheckLoop(OperationAnalysisContext context, SdkTypes types)
    {
        if (context.Operation is not IWhileLoopOperation { Condition: { } condition, Body: { } body } loop) return;
        if (!body.DescendantsAndSelf().OfType<IInvocationOperation>().Any(call => types.IsQuery(call.TargetMethod))) return;
        if (!OnlyStatusEnds(condition) || body.DescendantsAndSelf().Any(Leaves)) return;
        if (!Requests.Contain(loop, context.ContainingSymbol) || HasTimeLimit(loop)) return;
        context.ReportDiagnostic(RuleCatalog.UnboundedWait, condition);
    }

    // Nothing but results of the SDK and constants: no counter, no clock, no token.
    private static bool OnlyStatusEnds(IOperation condition) => condition.DescendantsAndSelf().All(operation => operation switch
    {
        ILocalReferenceOperation local => Scopes.IsOfSdk(local.Type is { } type ? type : local.Local),
        IPropertyReferenceOperation property => Scopes.IsOfSdk(property.Property),
        IFieldReferenceOperation field => field.ConstantValue.HasValue,
        IInvocationOperation or IParameterReferenceOperation or IArrayElementReferenceOperation => false,
        _ => true,
    });

    private static bool Leaves(IOperation operation) =>
        operation is IReturnOperation or IThrowOperation or IBranchOperation { BranchKind: BranchKind.Break or BranchKind.GoTo };

    // A source of tokens in the same function may cancel the wait: CancelAfter, or a time in its constructor; or WaitAsync around it.
    private static bool HasTimeLimit(IOperation operation) => Scopes.RootOf(operation).DescendantsAndSelf().Any(other => other switch
    {
        IObjectCreationOperation creation => creation.Type?.Name == "CancellationTokenSource",
        IInvocationOperation call => call.TargetMethod.Name is "CancelAfter" or "WaitAsync" or "CreateLinkedTokenSource" or "WhenAny",
        _ => false,
    });

    private static bool IsEndless(IOperation schedule, SdkTypes types) => Scopes.Resolve(schedule) switch
    {
        IObjectCreationOperation creation =>
            SdkTypes.Is(creation.Type, types.PollingSchedule) && MaxDuration(creation.Initializer) is null or { IsNull: true },
        IWithOperation with => MaxDuration(with.Initializer) switch
        {
            { IsNull: true } => true,
            null => IsEndless(with.Operand, types),
            _ => false,
        },
        _ => false,
    };

    private static Duration? MaxDuration(IObjectOrCollectionInitializerOperation? initializer) => initializer?.Initializers
        .OfType<ISimpleAssignmentOperation>()
        .Where(assignment => assignment.Target is IPropertyReferenceOperation { Property.Name: "MaxDuration" })
        .Select(assignment => new Duration(Scopes.Resolve(assignment.Value).ConstantValue is { HasValue: true, Value: null }))
        .FirstOrDefault();

    private static IOperation? Argument(IInvocationOperation call, string parameter) => call.Arguments
        .FirstOrDefault(argument => argument.Parameter?.Name == parameter && argument.ArgumentKind != ArgumentKind.DefaultValue)?.Value;

    private static bool IsNone(IOperation token) =>
        Scopes.Resolve(token) is IDefaultValueOperation or IPropertyReferenceOperation { Property: { Name: "None", IsStatic: true } };

    private sealed class Duration(bool isNull)
    {
        public bool IsNull { get; } = isNull;
    }
}
