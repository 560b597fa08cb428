using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using PaymentStatusSdk.Analyzers.Operations;

namespace PaymentStatusSdk.Analyzers.Rules;

/// <summary>PSS008: a handler adds or subtracts, a repeated delivery does so again, and nothing recognizes the repetition.</summary>
/// <remarks>
/// It reports an effect in HandleAsync only if all of this is visible: the handler is registered in this compilation, and by no method that
/// runs it in a transaction; the effect accumulates (see <see cref="Accumulation"/>); no part of the class reads the id or the sequence of
/// the change, catches an exception, or hands the whole change to other code; and every condition of the method depends on the change
/// alone.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class HandlerRepeatsAnalyzer : SdkAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [RuleCatalog.HandlerRepeats];

    protected override void Register(CompilationStartAnalysisContext start, SdkTypes types)
    {
        if (types.ChangeHandler is null || types.TrackingBuilder is null) return;
        var plain = new ConcurrentDictionary<ISymbol, bool>(SymbolEqualityComparer.Default);
        var transactional = new ConcurrentDictionary<ISymbol, bool>(SymbolEqualityComparer.Default);
        var recognizing = new ConcurrentDictionary<ISymbol, bool>(SymbolEqualityComparer.Default);
        var effects = new ConcurrentBag<(ISymbol Handler, Location Location)>();
        start.RegisterOperationAction(
            operation => CollectRegistration((IInvocationOperation)operation.Operation, types, plain, transactional),
            OperationKind.Invocation);
        start.RegisterOperationBlockAction(block =>
        {
            var handler = block.OwningSymbol.ContainingType;
            if (!SdkTypes.Implements(handler, types.ChangeHandler)) return;
            if (block.OperationBlocks.Any(root => Recognizes(root, types))) recognizing.TryAdd(handler, true);
            if (block.OwningSymbol is not IMethodSymbol { Name: "HandleAsync" }) return;
            foreach (var root in block.OperationBlocks.Where(root => DependsOnChangeAlone(root, types)))
            {
                foreach (var effect in Accumulation.In(root)) effects.Add((handler, effect.Syntax.GetLocation()));
            }
        });
        start.RegisterCompilationEndAction(end =>
        {
            foreach (var (handler, location) in effects)
            {
                if (plain.ContainsKey(handler) && !transactional.ContainsKey(handler) && !recognizing.ContainsKey(handler))
                    end.ReportDiagnostic(Diagnostic.Create(RuleCatalog.HandlerRepeats, location));
            }
        });
    }

    private static void CollectRegistration(
        IInvocationOperation call,
        SdkTypes types,
        ConcurrentDictionary<ISymbol, bool> plain,
        ConcurrentDictionary<ISymbol, bool> transactional)
    {
        var method = call.TargetMethod;
        if (method.TypeArguments.Length == 0) return;
        if (method.Name is not ("AddStatusChangeHandler" or "AddTransactionalStatusChangeHandler")) return;
        var isPlain = method.Name == "AddStatusChangeHandler" && method.TypeArguments.Length == 1
            && SdkTypes.Is(method.ContainingType, types.TrackingBuilder);
        (isPlain ? plain : transactional).TryAdd(method.TypeArguments[method.TypeArguments.Length - 1], true);
    }

    private static bool Recognizes(IOperation root, SdkTypes types) => root.DescendantsAndSelf().Any(operation => operation switch
    {
        IPropertyReferenceOperation { Property: { Name: "Id" or "Sequence" or "Attempt" } property } =>
            SdkTypes.Is(property.ContainingType, types.Change) || SdkTypes.Is(property.ContainingType, types.Tracked),
        IArgumentOperation argument => SdkTypes.Is(argument.Value.Type, types.Change),
        IObjectOrCollectionInitializerOperation => false,
        ICatchClauseOperation => true,
        _ => false,
    });

    private static bool DependsOnChangeAlone(IOperation root, SdkTypes types) => Conditions(root).All(condition =>
        condition.DescendantsAndSelf().All(operation => operation switch
        {
            IPropertyReferenceOperation property => Scopes.IsOfSdk(property.Property),
            ILocalReferenceOperation local => local.Type is { } type && (Scopes.IsOfSdk(type) || IsNullTest(local)),
            IParameterReferenceOperation parameter => SdkTypes.Is(parameter.Type, types.Change),
            IFieldReferenceOperation field => field.ConstantValue.HasValue,
            IInvocationOperation call => IsNullTest(call.Parent is IAwaitOperation await ? await : call),
            _ => true,
        }));

    private static IEnumerable<IOperation> Conditions(IOperation root) => root.DescendantsAndSelf().SelectMany(operation => operation switch
    {
        IConditionalOperation conditional => [conditional.Condition],
        ISwitchOperation @switch => [@switch.Value, .. @switch.Cases.SelectMany(one => one.Clauses)],
        ISwitchExpressionOperation expression => (IOperation[])
            [expression.Value, .. expression.Arms.SelectMany(arm => arm.ChildOperations)],
        IWhileLoopOperation { Condition: { } condition } => [condition],
        IForEachLoopOperation loop => [loop.Collection],
        _ => [],
    });

    // "Is there such a row" does not recognize a repetition.
    private static bool IsNullTest(IOperation operation) => operation.Parent switch
    {
        IConversionOperation conversion => IsNullTest(conversion),
        IIsPatternOperation { Pattern: var pattern } => IsNullPattern(pattern),
        IBinaryOperation binary => binary.LeftOperand.ConstantValue is { HasValue: true, Value: null }
            || binary.RightOperand.ConstantValue is { HasValue: true, Value: null },
        _ => false,
    };

    private static bool IsNullPattern(IPatternOperation pattern) => pattern switch
    {
        INegatedPatternOperation not => IsNullPattern(not.Pattern),
        IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: null } } => true,
        IRecursivePatternOperation { PropertySubpatterns.IsEmpty: true, DeconstructionSubpatterns.IsEmpty: true } => true,
        _ => false,
    };
}
