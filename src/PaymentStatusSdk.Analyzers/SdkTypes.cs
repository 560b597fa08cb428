using Microsoft.CodeAnalysis;

namespace PaymentStatusSdk.Analyzers;

/// <summary>The types of the SDK in one compilation, by their metadata names. A type of a package that is not referenced is null.</summary>
internal sealed class SdkTypes
{
    private SdkTypes(Compilation compilation, INamedTypeSymbol result)
    {
        Result = result;
        INamedTypeSymbol? Sdk(string name) => compilation.GetTypeByMetadataName("PaymentStatusSdk." + name);
        Belief = Sdk("StatusBelief");
        Lookup = Sdk("TransactionStatusLookup");
        Query = Sdk("TransactionQuery");
        Notification = Sdk("StatusNotification");
        Client = Sdk("ITransactionStatusClient");
        ClientFactory = Sdk("ITransactionStatusClientFactory");
        ClientExtensions = Sdk("TransactionStatusClientExtensions");
        Failure = Sdk("TransactionStatusException");
        PollingSchedule = Sdk("PollingSchedule");
        Verdict = Sdk("PaymentVerdict");
        State = Sdk("PaymentState");
        Finality = Sdk("Finality");
        Outcome = Sdk("LookupOutcome");
        ChangeKind = Sdk("Tracking.StatusChangeKind");
        Change = Sdk("Tracking.StatusChange");
        Tracked = Sdk("Tracking.TrackedTransaction");
        ChangeHandler = Sdk("Tracking.IStatusChangeHandler");
        Tracker = Sdk("Tracking.ITransactionTracker");
        TrackingBuilder = compilation.GetTypeByMetadataName("Microsoft.Extensions.DependencyInjection.PaymentTrackingBuilder");
    }

    public INamedTypeSymbol Result { get; }

    public INamedTypeSymbol? Belief { get; }

    public INamedTypeSymbol? Lookup { get; }

    public INamedTypeSymbol? Query { get; }

    public INamedTypeSymbol? Notification { get; }

    public INamedTypeSymbol? Client { get; }

    public INamedTypeSymbol? ClientFactory { get; }

    public INamedTypeSymbol? ClientExtensions { get; }

    public INamedTypeSymbol? Failure { get; }

    public INamedTypeSymbol? PollingSchedule { get; }

    public INamedTypeSymbol? Verdict { get; }

    public INamedTypeSymbol? State { get; }

    public INamedTypeSymbol? Finality { get; }

    public INamedTypeSymbol? Outcome { get; }

    public INamedTypeSymbol? ChangeKind { get; }

    public INamedTypeSymbol? Change { get; }

    public INamedTypeSymbol? Tracked { get; }

    public INamedTypeSymbol? ChangeHandler { get; }

    public INamedTypeSymbol? Tracker { get; }

    public INamedTypeSymbol? TrackingBuilder { get; }

    /// <summary>Returns the types, or null when the compilation does not reference the SDK.</summary>
    public static SdkTypes? Of(Compilation compilation) =>
        compilation.GetTypeByMetadataName("PaymentStatusSdk.TransactionStatusResult") is { } result
            ? new SdkTypes(compilation, result)
            : null;

    public static bool Is(ITypeSymbol? type, INamedTypeSymbol? expected) =>
        expected is not null && SymbolEqualityComparer.Default.Equals(type?.OriginalDefinition, expected);

    /// <summary>Returns whether a method sends a query to a gateway: a method of a client, or one of its extension methods.</summary>
    public bool IsQuery(IMethodSymbol method) =>
        Is(method.ContainingType, ClientExtensions)
        || (method.Name == "GetStatusAsync" && (Is(method.ContainingType, Client) || Implements(method.ContainingType, Client)));

    public static bool Implements(ITypeSymbol? type, INamedTypeSymbol? contract) =>
        contract is not null && type is not null && type.AllInterfaces.Any(one => Is(one, contract));
}
