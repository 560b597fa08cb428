using PaymentStatusSdk.Simulation.Gateways;
using PaymentStatusSdk.Simulation.Loop;

namespace PaymentStatusSdk.Simulation.Merchants;

/// <summary>Draws the lives of orders: how each one is paid, or not.</summary>
internal sealed class OrderPlan(SeededRandom random)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private int _payments;

    public Order Draw(int number, GatewayModel gateway, DateTimeOffset begin)
    {
        var amount = new Money(1 + random.Next(500), "CAD");
        var order = new Order(number, gateway, amount, begin)
        {
            ExpectedAmount = random.Chance(0.8) ? random.Chance(0.03) ? new Money(amount.Amount + 7, "CAD") : amount : null,
            // A completion that is declined says nothing about the payment.
            Kind = random.NextDouble() switch
            {
                < 0.06 => TransactionKind.Preauthorization,
                < 0.10 => TransactionKind.Completion,
                _ => TransactionKind.Purchase,
            },
            Schedule = random.Chance(0.05) ? OwnSchedules.ForOrder : null,
            IsBrokenUntil = random.Chance(0.02) ? begin + random.Spread(Hour, 3 * Day) : null,
            EndsProcess = random.Chance(0.05),
        };
        var first = begin + random.Spread(Second, 2 * Minute);
        foreach (var steps in Attempts(first))
        {
            if (steps.Count == 0) continue;
            var isOtherAmount = order.Payments.Count > 0 && random.Chance(0.15);
            order.Payments.Add(new Payment(order, FormattableString.Invariant($"g{++_payments}"), steps)
            {
                Amount = isOtherAmount ? new Money(amount.Amount + 20, "CAD") : amount,
            });
        }

        return order;
    }

    private List<List<PaymentStep>> Attempts(DateTimeOffset at)
    {
        var kind = random.NextDouble();
        if (kind < 0.55) return [Paid(at, Minute)];
        if (kind < 0.65) return [Paid(at, 10 * Day)];
        if (kind < 0.80) return Retried(at);
        if (kind < 0.85) return [[]];
        if (kind < 0.90) return [[new(at, PaymentState.Pending, Finality.Open)]];
        if (kind < 0.94) return [Returned(at)];
        return [kind < 0.97 ? Overturned(at) : FailedForNow(at)];
    }

    private List<PaymentStep> Paid(DateTimeOffset at, TimeSpan longest)
    {
        var steps = new List<PaymentStep> { new(at, PaymentState.Pending, Finality.Open) };
        if (random.Chance(0.4)) steps.Add(new(at += random.Spread(Second, longest), PaymentState.Authorized, Finality.Open));
        at += random.Spread(Second, longest);
        if (random.Chance(0.1))
        {
            steps.Add(new(at, PaymentState.Captured, Finality.Provisional));
            at += random.Spread(Minute, 2 * Day);
        }

        steps.Add(new(at, PaymentState.Captured, Finality.Final));
        return steps;
    }

    private List<List<PaymentStep>> Retried(DateTimeOffset at)
    {
        var state = random.Next(4) switch
        {
            0 => PaymentState.Failed,
            1 => PaymentState.Canceled,
            _ => PaymentState.Declined,
        };
        List<PaymentStep> failed =
        [
            new(at, PaymentState.Pending, Finality.Open),
            new(at += random.Spread(Second, Hour), state, random.Chance(0.8) ? Finality.Final : Finality.Open),
        ];
        // The first attempt is paid after all.
        if (random.Chance(0.15)) failed.Add(new(at + random.Spread(Minute, Day), PaymentState.Captured, Finality.Final));
        if (random.Chance(0.4)) return [failed];
        at += random.Spread(10 * Second, Day);
        return random.Chance(0.7)
            ? [failed, Paid(at, Hour)]
            : [failed, [new(at, PaymentState.Pending, Finality.Open), new(at + Minute, PaymentState.Declined, Finality.Final)]];
    }

    private List<PaymentStep> Returned(DateTimeOffset at)
    {
        var steps = Paid(at, Minute);
        var state = random.Next(4) switch
        {
            0 => PaymentState.PartiallyRefunded,
            1 => PaymentState.ChargedBack,
            2 => PaymentState.Reversed,
            _ => PaymentState.Refunded,
        };
        steps.Add(new(steps[^1].At + random.Spread(Hour, 20 * Day), state, Finality.Final));
        return steps;
    }

    private List<PaymentStep> Overturned(DateTimeOffset at)
    {
        List<PaymentStep> steps =
        [
            new(at, PaymentState.Pending, Finality.Open),
            new(at += random.Spread(Second, Hour), PaymentState.Declined, random.Chance(0.5) ? Finality.Final : Finality.Open),
        ];
        steps.Add(new(at + random.Spread(Minute, 5 * Day), PaymentState.Captured, Finality.Final));
        return steps;
    }

    // A failure that may still change: into a final one, into a payment, or not at all. It changes before the schedule ends tracking.
    private List<PaymentStep> FailedForNow(DateTimeOffset at)
    {
        List<PaymentStep> steps =
        [
            new(at, PaymentState.Pending, Finality.Open),
            new(at += random.Spread(Second, 5 * Day), PaymentState.Declined, Finality.Provisional),
        ];
        var end = random.NextDouble();
        if (end < 0.6)
        {
            var state = end < 0.3 ? PaymentState.Declined : PaymentState.Captured;
            steps.Add(new(at + random.Spread(Minute, 2 * Day), state, Finality.Final));
        }

        return steps;
    }
}
