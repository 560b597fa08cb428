using System.Text;
using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Desjardins;

/// <summary>Runs Status exchanges: login, one request about up to ten transactions, and the wait for the gateway's own POST.</summary>
internal sealed class DesjardinsAdapter(
    GatewayAdapterContext<DesjardinsOptions> context, IExchangeGate gate, ICallbackInbox inbox, CallbackEndpointState endpoints,
    IDesjardinsStatusFormat format) : IGatewayAdapter
{
    private DesjardinsRequest? _request;

    public string Provider => DesjardinsDefaults.Provider;

    public GatewayCapabilities Capabilities => new()
    {
        AsksByMerchantId = true,
        TargetsPerExchange = DesjardinsDefaults.MaxTargets,
        ExchangesAtOnce = 1,
        MinimumAge = DesjardinsDefaults.MinimumAge,
        FollowUp = DesjardinsDefaults.FollowUp,
        ReportsAmount = true,
    };

    public TransactionKind DefaultKind => context.Options.Current.DefaultKind;

    public void CheckQuery(TransactionQuery query)
    {
        QueryChecks.RequireId(query.MerchantId, nameof(query.MerchantId), DesjardinsDefaults.MaxIdLength);
        if (query.MerchantId is { } id && (!Ascii.IsValid(id) || id == "-"))
            throw new ArgumentException("MerchantId has a character outside ASCII, or is a dash, which stands for nothing here.", nameof(query));
    }

    public async Task RunAsync(GatewayExchange exchange, CancellationToken cancellationToken)
    {
        var request = CurrentRequest();
        var mayReplaceId = true;
        var groups = new Stack<IReadOnlyList<Seat>?>();
        // At first whoever is aboard by the time that the targets are written.
        groups.Push(null);
        while (groups.TryPop(out var group))
        {
            var outcome = await AskAsync(request, exchange, group, cancellationToken).ConfigureAwait(false);
            if (outcome.Fault is { } fault) throw fault;
            if (outcome.Refusal is not { } refusal) continue;
            if (refusal.Code == DesjardinsFaults.UsedId && mayReplaceId)
            {
                mayReplaceId = false;
                groups.Push(outcome.OpenSeats);
            }
            else if (refusal.Code == DesjardinsFaults.InvalidRequest && outcome.OpenSeats is { Count: > 1 } seats)
            {
                // One id that the gateway does not take must not cost nine others their answer.
                DesjardinsLog.Halving(context.Logger, context.Name, seats.Count);
                groups.Push([.. seats.Skip(seats.Count / 2)]);
                groups.Push([.. seats.Take(seats.Count / 2)]);
            }
            else
            {
                foreach (var seat in outcome.OpenSeats) seat.Fail(DesjardinsFaults.Rejected(refusal));
            }
        }
    }

    public GatewayReading Interpret(GatewayReading reading, TransactionQuery query) => reading is DesjardinsReading answer
        ? DesjardinsStatusMap.Complete(answer, query, query.Kind == TransactionKind.Unknown ? DefaultKind : query.Kind)
        : reading;

    private async Task<DesjardinsOutcome> AskAsync(
        DesjardinsRequest request, GatewayExchange exchange, IReadOnlyList<Seat>? group, CancellationToken cancellationToken)
    {
        // Until the last message can have come: the login takes one step at most, and then the wait for step 4 begins.
        var longest = request.Options.StepTimeout + request.Options.CallbackTimeout;
        var lease = await exchange.EnterAsync(gate, request.GateKey, longest, cancellationToken).ConfigureAwait(false);
        var entered = context.TimeProvider.GetTimestamp();
        ICallbackBox? box = null;
        DesjardinsSession? session = null;
        try
        {
            var login = await DesjardinsLogin.EnterAsync(request, context.Transport, context.TimeProvider, cancellationToken).ConfigureAwait(false);
            var (token, boxId) = request.Tokens.Create(context.TimeProvider.GetUtcNow() + request.Options.CallbackTimeout);
            box = await OpenBoxAsync(boxId, longest, cancellationToken).ConfigureAwait(false);
            // A slow store, or a process that stood still: the lease would run out while the request is open, and let another one in.
            if (context.TimeProvider.GetElapsedTime(entered) > request.Options.StepTimeout)
                throw DesjardinsFaults.StepTimeout(request.Options.StepTimeout);
            var aboard = exchange.Depart();
            session = CreateSession(request, login, token, group ?? aboard, box, lease);
            exchange.ForbidRepeat();
        }
        finally
        {
            if (session is null) await DesjardinsSession.CloseAsync(box, lease, context.Logger, context.Name).ConfigureAwait(false);
        }

        return await session.RunAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<ICallbackBox> OpenBoxAsync(string id, TimeSpan longest, CancellationToken cancellationToken)
    {
        try
        {
            return await inbox.OpenAsync(id, longest, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw DesjardinsFaults.NoBox(exception);
        }
    }

    private DesjardinsSession CreateSession(
        DesjardinsRequest request, DesjardinsLogin login, string token, IReadOnlyList<Seat> seats, ICallbackBox box, IExchangeLease lease) =>
        new(request, context.Transport, context.TimeProvider, context.Logger, context.Name)
        {
            Body = request.EncodeStatus(login.TransactionId, login.TransactionKey, [.. seats.Select(seat => seat.Query.MerchantId!)], token),
            Box = box,
            Lease = lease,
            Endpoints = endpoints,
            Answers = new DesjardinsAnswers(
                seats, request, login.TransactionId, context.TimeProvider.GetUtcNow(), context.Logger, context.Name),
        };

    private DesjardinsRequest CurrentRequest()
    {
        var current = context.Options.Current;
        var request = _request;
        return request?.Options == current ? request : _request = new DesjardinsRequest(current, format, context.Name);
    }
}
