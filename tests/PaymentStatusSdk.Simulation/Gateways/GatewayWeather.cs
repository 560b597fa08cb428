using PaymentStatusSdk.Simulation.Loop;
using PaymentStatusSdk.Simulation.Worlds;

namespace PaymentStatusSdk.Simulation.Gateways;

/// <summary>The faults of one gateway: rare ones at any time, and bad hours.</summary>
internal sealed class GatewayWeather(World world, SeededRandom random)
{
    private GatewayFault _hour;

    /// <summary>Begins bad hours, again and again.</summary>
    public void Begin() => world.Loop.Post(random.Exponential(world.Pace * 20), null, () =>
    {
        _hour = random.Next(4) switch
        {
            0 => GatewayFault.RateLimited,
            1 => GatewayFault.Slow,
            2 => GatewayFault.Hangs,
            _ => GatewayFault.Unavailable,
        };
        world.Log(null, $"a gateway has a bad hour: {_hour}");
        world.Loop.Post(random.Spread(TimeSpan.FromSeconds(30), TimeSpan.FromHours(2)), null, () => _hour = GatewayFault.None);
        Begin();
    });

    public GatewayFault Next(SeededRandom each)
    {
        if (world.IsCalm) return GatewayFault.None;
        if (_hour != GatewayFault.None && each.Chance(0.8)) return _hour;
        return each.NextDouble() switch
        {
            < 0.010 => GatewayFault.Slow,
            < 0.015 => GatewayFault.Hangs,
            < 0.020 => GatewayFault.Transport,
            < 0.025 => GatewayFault.AnswerLost,
            < 0.030 => GatewayFault.Unavailable,
            < 0.032 => GatewayFault.RateLimited,
            < 0.0325 => GatewayFault.RateLimitedForLong,
            < 0.035 => GatewayFault.Rejected,
            < 0.036 => GatewayFault.Refused,
            < 0.040 => GatewayFault.Unreadable,
            < 0.0405 => GatewayFault.Authentication,
            < 0.0415 => GatewayFault.Defect,
            _ => GatewayFault.None,
        };
    }

    public AnswerFault NextAnswer(SeededRandom each)
    {
        if (world.IsCalm) return AnswerFault.None;
        return each.NextDouble() switch
        {
            < 0.03 => AnswerFault.Stale,
            < 0.04 => AnswerFault.NotFound,
            < 0.045 => AnswerFault.Contradictory,
            < 0.05 => AnswerFault.AnotherPayment,
            < 0.055 => AnswerFault.AnotherAmount,
            < 0.06 => AnswerFault.Unnamed,
            _ => AnswerFault.None,
        };
    }

    public static Exception FailureOf(GatewayFault fault, SeededRandom each) => fault switch
    {
        GatewayFault.Unavailable => Failure(TransactionStatusErrorKind.Unavailable),
        GatewayFault.RateLimited => Failure(TransactionStatusErrorKind.RateLimited),
        GatewayFault.RateLimitedForLong => new TransactionStatusException(TransactionStatusErrorKind.RateLimited, "simulated")
        {
            RetryAfter = each.Spread(TimeSpan.FromSeconds(1), TimeSpan.FromDays(3)),
        },
        GatewayFault.Rejected => new TransactionStatusException(TransactionStatusErrorKind.Rejected, "simulated") { IsTransient = true },
        GatewayFault.Refused => Failure(TransactionStatusErrorKind.Rejected),
        GatewayFault.Unreadable => Failure(TransactionStatusErrorKind.InvalidResponse),
        GatewayFault.Authentication => Failure(TransactionStatusErrorKind.Authentication),
        GatewayFault.Defect => new InvalidOperationException("simulated defect of an adapter"),
        _ => Failure(TransactionStatusErrorKind.Transport),
    };

    private static TransactionStatusException Failure(TransactionStatusErrorKind kind) => new(kind, "simulated");
}
