using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using PaymentStatusSdk.Analyzers.Operations;

namespace PaymentStatusSdk.Analyzers.Rules;

/// <summary>PSS010: a client that was injected or resolved is disposed of.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class ClientDisposedAnalyzer : SdkAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [RuleCatalog.ClientDisposed];

    protected override void Register(CompilationStartAnalysisContext start, SdkTypes types)
    {
        start.RegisterOperationAction(
            operation =>
            {
                var call = (IInvocationOperation)operation.Operation;
                if (call.TargetMethod is { Name: "Dispose" or "DisposeAsync", Parameters.Length: 0 } && call.Instance is { } instance)
                    Check(operation, call, instance, types);
            },
            OperationKind.Invocation);
        start.RegisterOperationAction(
            operation => Check(operation, operation.Operation, ((IUsingOperation)operation.Operation).Resources, types),
            OperationKind.Using);
        start.RegisterOperationAction(
            operation => Check(operation, operation.Operation, ((IUsingDeclarationOperation)operation.Operation).DeclarationGroup, types),
            OperationKind.UsingDeclaration);
    }

    private static void Check(OperationAnalysisContext context, IOperation location, IOperation resources, SdkTypes types)
    {
        var values = resources is IVariableDeclarationGroupOperation group
            ? group.Declarations.SelectMany(one => one.Declarators).Select(one => one.GetVariableInitializer()?.Value)
            : [resources];
        if (!values.Any(value => value is not null && IsRegistered(value, context.ContainingSymbol, types))) return;
        var place = location is IUsingOperation or IUsingDeclarationOperation ? resources : location;
        context.ReportDiagnostic(RuleCatalog.ClientDisposed, place);
    }

    private static bool IsRegistered(IOperation value, ISymbol owner, SdkTypes types)
    {
        var origin = Origin(value);
        if (!SdkTypes.Is(origin.Type, types.Client)) return false;
        // A decorator owns what it wraps, if its author says so.
        if (SdkTypes.Implements(owner.ContainingType, types.Client)) return false;
        return origin switch
        {
            IInvocationOperation { TargetMethod: var method } => SdkTypes.Is(method.ContainingType, types.ClientFactory)
                || IsResolution(method),
            IParameterReferenceOperation { Parameter.ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } } => true,
            IFieldReferenceOperation { Field: { IsStatic: false } field } => IsInjected(field, types),
            _ => false,
        };
    }

    // GetRequiredService, GetKeyedService and so on.
    private static bool IsResolution(IMethodSymbol method) =>
        method.ContainingNamespace.ToDisplayString() == "Microsoft.Extensions.DependencyInjection"
        && method.ContainingType.Name is "ServiceProviderServiceExtensions" or "ServiceProviderKeyedServiceExtensions";

    // A field of a class that receives a client, and never has a value of its own.
    private static bool IsInjected(IFieldSymbol field, SdkTypes types) =>
        field.IsReadOnly && SymbolEqualityComparer.Default.Equals(field.Type, types.Client)
        && field.ContainingType.InstanceConstructors.Length == 1
        && field.ContainingType.InstanceConstructors[0].Parameters.Any(parameter =>
            SdkTypes.Is(parameter.Type, types.Client) || SdkTypes.Is(parameter.Type, types.ClientFactory));

    private static IOperation Origin(IOperation value)
    {
        for (var depth = 0; depth < 8; depth++)
        {
            IOperation? next = value switch
            {
                IConversionOperation conversion => conversion.Operand,
                IParenthesizedOperation parenthesized => parenthesized.Operand,
                IConditionalAccessInstanceOperation instance => AccessOf(instance)?.Operation,
                ILocalReferenceOperation local => Scopes.ValueOf(local) ?? PatternSource(local),
                _ => null,
            };
            if (next is null) return value;
            value = next;
        }

        return value;
    }

    private static IConditionalAccessOperation? AccessOf(IOperation instance)
    {
        for (var parent = instance.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IConditionalAccessOperation access) return access;
        }

        return null;
    }

    // The client of "client is IDisposable disposable".
    private static IOperation? PatternSource(ILocalReferenceOperation local) => Scopes.RootOf(local).Descendants()
        .OfType<IIsPatternOperation>()
        .FirstOrDefault(test => test.Pattern is IDeclarationPatternOperation pattern
            && SymbolEqualityComparer.Default.Equals(pattern.DeclaredSymbol, local.Local))?.Value;
}
