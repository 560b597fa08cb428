using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using PaymentStatusSdk.Analyzers.Operations;

namespace PaymentStatusSdk.Analyzers.Rules;

/// <summary>PSS007: something is paid, shipped or canceled because of a notification, without a query.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class NotificationBelievedAnalyzer : SdkAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [RuleCatalog.NotificationBelieved];

    protected override void Register(CompilationStartAnalysisContext start, SdkTypes types) => start.RegisterOperationBlockAction(block =>
    {
        var scopes = block.OperationBlocks.SelectMany(root => root.DescendantsAndSelf())
            .OfType<IPropertyReferenceOperation>()
            .Where(property => SdkTypes.Is(property.Property.ContainingType, types.Notification) && property.Property.Name != "ClientName")
            .Select(Scopes.Around)
            .Distinct();
        foreach (var scope in scopes.Where(scope => !Asks(scope, types)))
        {
            foreach (var operation in scope.DescendantsAndSelf())
            {
                var act = Acts.Paid(operation) ?? Acts.Unpaid(operation);
                if (act is { } found && IsCausedByNotification(operation, types))
                    block.ReportDiagnostic(RuleCatalog.NotificationBelieved, found.Operation, found.Name);
            }
        }
    });

    // A query, a check by the tracker, or a verdict that came from one.
    private static bool Asks(IOperation scope, SdkTypes types) => scope.DescendantsAndSelf().Any(operation => operation switch
    {
        IInvocationOperation call => types.IsQuery(call.TargetMethod) || SdkTypes.Is(call.TargetMethod.ContainingType, types.Tracker),
        IPropertyReferenceOperation { Property: { Name: "Verdict" or "Outcome" } property } => Scopes.IsOfSdk(property),
        _ => false,
    });

    private static bool IsCausedByNotification(IOperation act, SdkTypes types)
    {
        if (ReadsNotification(act, types)) return true;
        for (var parent = act.Parent; parent is not null; parent = parent.Parent)
        {
            switch (parent)
            {
                case IConditionalOperation conditional when ReadsNotification(conditional.Condition, types):
                case ISwitchOperation @switch when ReadsNotification(@switch.Value, types):
                case ISwitchExpressionOperation expression when ReadsNotification(expression.Value, types):
                    return true;
            }
        }

        // The object that is changed was found by a reference of the notification.
        var changed = act switch
        {
            ISimpleAssignmentOperation { Target: IMemberReferenceOperation { Instance: ILocalReferenceOperation local } } => local,
            IInvocationOperation { Instance: ILocalReferenceOperation local } => local,
            _ => null,
        };
        return changed is not null && Scopes.ValueOf(changed) is { } value && ReadsNotification(value, types);
    }

    private static bool ReadsNotification(IOperation operation, SdkTypes types) =>
        operation.DescendantsAndSelf().OfType<IPropertyReferenceOperation>()
            .Any(property => SdkTypes.Is(property.Property.ContainingType, types.Notification));
}
