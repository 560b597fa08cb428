using Microsoft.Extensions.DependencyInjection;
using PaymentStatusSdk.Adapters;
using PaymentStatusSdk.Simulation.Instances;
using PaymentStatusSdk.Simulation.Loop;
using PaymentStatusSdk.Simulation.Merchants;
using PaymentStatusSdk.Simulation.Worlds;

namespace PaymentStatusSdk.Simulation.Gateways;

/// <summary>A gateway with its payments. Its answers can be slow, lost, stale, wrong, or about another payment.</summary>
internal sealed class GatewayModel
{
    private readonly World _world;
    private readonly SeededRandom _random;
    private readonly Dictionary<string, Payment> _byGatewayReference = [];
    private readonly Dictionary<string, Order> _byMerchantReference = [];
    private readonly List<Payment> _payments = [];

    public GatewayModel(World world, string name, GatewayCapabilities capabilities)
    {
        (_world, Name, Capabilities) = (world, name, capabilities);
        _random = world.Random.Fork(name);
        Weather = new GatewayWeather(world, _random.Fork("weather"));
    }

    public string Name { get; }

    public GatewayCapabilities Capabilities { get; }

    public GatewayWeather Weather { get; }

    /// <summary>The schedule of its client.</summary>
    public TrackingSchedule Schedule =>
        (_world.TrackingOptions.Clients.TryGetValue(Name, out var own) ? own.Schedule : null) ?? Capabilities.Tracking;

    /// <summary>Which references and whether the amount the signatures of notifications cover.</summary>
    public (bool Gateway, bool Merchant, bool Amount) Signed { get; init; }

    public void Register(PaymentStatusBuilder builder, Instance instance) => builder.AddGateway(
        Name,
        options =>
        {
            options.AttemptTimeout = TimeSpan.FromSeconds(10);
            options.TotalTimeout = TimeSpan.FromSeconds(30);
            options.MaxConcurrentExchanges = Capabilities.MaxConcurrentExchanges;
            // Without jitter: the core draws it from a generator that has no seed.
            (options.RetryDelay, options.MinRetryDelay) = (TimeSpan.Zero, TimeSpan.FromSeconds(1));
        },
        new GatewayRegistration<SimulatedGatewayOptions>
        {
            Provider = Name,
            Validator = new SimulatedGatewayOptionsValidator(),
            CreateAdapter = _ => new SimulatedAdapter(this, instance),
        }).Use((client, _) => new ObservedClient(client, instance));

    public void Add(Order order)
    {
        _byMerchantReference.Add(order.MerchantReference, order);
        foreach (var payment in order.Payments)
        {
            _byGatewayReference.Add(payment.GatewayReference, payment);
            _payments.Add(payment);
        }
    }

    public Order? OrderOf(string? gatewayReference, string? merchantReference)
    {
        if (gatewayReference is not null && _byGatewayReference.TryGetValue(gatewayReference, out var payment)) return payment.Order;
        return merchantReference is null ? null : _byMerchantReference.GetValueOrDefault(merchantReference);
    }

    public Payment? PaymentOf(string? gatewayReference) =>
        gatewayReference is null ? null : _byGatewayReference.GetValueOrDefault(gatewayReference);

    /// <summary>Answers the queries of one exchange, or fails as the wire does.</summary>
    public async Task AnswerAsync(Instance instance, IReadOnlyList<PendingQuery> queries, CancellationToken cancellationToken)
    {
        _world.Loop.RequireThread();
        if (instance.IsDead) await NeverAsync(cancellationToken).ConfigureAwait(false);
        if (!_world.IsCalm && _random.Chance(0.0003))
        {
            instance.Kill($"ends while it queries {Name}");
            await NeverAsync(cancellationToken).ConfigureAwait(false);
        }

        var fault = Weather.Next(_random);
        var (there, back) = (Latency(), Latency());
        foreach (var query in queries)
        {
            var order = OrderOf(query.Query);
            if (order is not null) order.LastQueriedAt = _world.Loop.Now;
            _world.Log(order, $"{instance} queries {Name}{(fault == GatewayFault.None ? "" : $": {fault}")}");
        }

        switch (fault)
        {
            case GatewayFault.Hangs:
                await NeverAsync(cancellationToken).ConfigureAwait(false);
                break;
            case GatewayFault.Slow:
                back += _random.Spread(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(40));
                break;
            case not GatewayFault.None:
                await WaitAsync(there, instance, cancellationToken).ConfigureAwait(false);
                throw GatewayWeather.FailureOf(fault, _random);
        }

        await WaitAsync(there, null, cancellationToken).ConfigureAwait(false);
        var answers = queries.Select(query => Draw(query.Query)).ToArray();
        await WaitAsync(back, instance, cancellationToken).ConfigureAwait(false);
        for (var i = 0; i < queries.Count; i++)
        {
            answers[i].Note();
            _world.Log(OrderOf(queries[i].Query), $"{Name} answers {instance}: {answers[i]}");
            queries[i].Complete(answers[i].Parsed);
        }
    }

    private static Task NeverAsync(CancellationToken cancellationToken) =>
        new TaskCompletionSource().Task.WaitAsync(cancellationToken);

    private Task WaitAsync(TimeSpan time, Instance? instance, CancellationToken cancellationToken) =>
        _world.Loop.DelayAsync(time, instance, cancellationToken);

    private TimeSpan Latency() => _random.Spread(TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(800));

    private Order? OrderOf(TransactionQuery query) => OrderOf(query.GatewayReference, query.MerchantReference);

    private GatewayReply Draw(TransactionQuery query)
    {
        var fault = Weather.NextAnswer(_random);
        var now = _world.Loop.Now;
        if (fault != AnswerFault.None && OrderOf(query) is { } misinformed) misinformed.MisinformedAt = now;
        if (fault == AnswerFault.Stale) now -= _random.Spread(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10));
        if (fault == AnswerFault.NotFound) return GatewayReply.NotFound;
        if (fault == AnswerFault.AnotherPayment && _payments.Count > 0)
        {
            var other = _payments[_random.Next(_payments.Count)];
            if (other.At(now) is { } step && other.Order != OrderOf(query)) return GatewayReply.Of(other, step, Capabilities, true);
        }

        var known = PaymentsOf(query).Where(payment => payment.At(now) is not null).ToList();
        if (known.Count == 0) return GatewayReply.NotFound;
        if (known.Count > 1 && query.GatewayReference is null && !_world.IsCalm && _random.Chance(0.05))
        {
            known[0].Order.MisinformedAt = _world.Loop.Now;
            return GatewayReply.Ambiguous;
        }

        var payment = known.Count > 1 && !_world.IsCalm && _random.Chance(0.1) ? known[0] : known[^1];
        if (payment != known[^1]) payment.Order.MisinformedAt = _world.Loop.Now;
        var state = payment.At(now)!;
        if (fault == AnswerFault.Contradictory) state = Contradict(payment, state);
        var reply = GatewayReply.Of(payment, state, Capabilities, fault != AnswerFault.AnotherAmount);
        return fault == AnswerFault.Unnamed ? reply.Unnamed() : reply;
    }

    private List<Payment> PaymentsOf(TransactionQuery query)
    {
        if (query.GatewayReference is { } reference)
            return _byGatewayReference.TryGetValue(reference, out var payment) ? [payment] : [];
        return _byMerchantReference.TryGetValue(query.MerchantReference!, out var order) ? order.Payments : [];
    }

    private PaymentStep Contradict(Payment payment, PaymentStep truth)
    {
        payment.Order.HasFalseAnswer = true;
        PaymentState[] states =
        [
            PaymentState.Unknown, PaymentState.Pending, PaymentState.Authorized, PaymentState.Declined, PaymentState.Failed,
            PaymentState.Expired, PaymentState.Captured,
        ];
        return truth with
        {
            State = states[_random.Next(states.Length)],
            Finality = (Finality)(1 + _random.Next(3)),
        };
    }
}
