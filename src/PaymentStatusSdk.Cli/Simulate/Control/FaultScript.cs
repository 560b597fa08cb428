using PaymentStatusSdk.Simulators.Faults;
using static System.FormattableString;

namespace PaymentStatusSdk.Cli.Simulate.Control;

/// <summary>Adds the fault of a request to a plan, or reports all errors of the request in one exception.</summary>
internal static class FaultScript
{
    private const int MaxCount = 10_000;

    // The simulators wait at most 30 days. They do not wait for Retry-After, so its limit is the longest TimeSpan.
    private const string DelayRange = "0 to 2592000 (30 days)";
    private const long MaxDelay = 2_592_000;
    private const string RetryAfterRange = "0 to 922337203685";
    private const long MaxRetryAfter = 922_337_203_685;

    /// <summary>Queues the fault, or sets it for all answers.</summary>
    /// <exception cref="ArgumentException">The request is invalid; no fault was added.</exception>
    public static void Add(ControlledGateway gateway, FaultBody body)
    {
        var errors = new List<string>();
        var fault = FaultOf(gateway, body, errors);
        var plan = Try(() => gateway.PlanOf(body.Step), errors);
        if (body.Count is < 1 or > MaxCount) errors.Add(Invariant($"count must be 1 to {MaxCount}."));
        if (errors.Count > 0) throw new ArgumentException(string.Join(' ', errors));
        // Without an error, there is a fault and a plan.
        if (body.Always) plan!.Always(fault!);
        else plan!.Next([.. Enumerable.Repeat(fault!, body.Count ?? 1)]);
    }

    private static SimulatedFault? FaultOf(ControlledGateway gateway, FaultBody body, List<string> errors)
    {
        if (body.Kind == SimulatedFaultKind.Unknown)
        {
            errors.Add($"kind is required. It must be one of {string.Join(", ", gateway.FaultNames)}.");
            return null;
        }

        var isRetryAfter = body.Kind == SimulatedFaultKind.TooManyRequests;
        TimeSpan? time = null;
        if (body.Seconds is { } seconds)
        {
            if (seconds >= 0 && seconds <= (isRetryAfter ? MaxRetryAfter : MaxDelay)) time = TimeSpan.FromSeconds(seconds);
            else errors.Add($"seconds must be {(isRetryAfter ? RetryAfterRange : DelayRange)}.");
        }

        return Try(() => SimulatedFault.Create(body.Kind, body.Text, body.Number, time, body.ContentType), errors);
    }

    private static T? Try<T>(Func<T> create, List<string> errors)
        where T : class
    {
        try
        {
            return create();
        }
        catch (OverflowException)
        {
            errors.Add("number is too large.");
        }
        catch (ArgumentException exception)
        {
            errors.Add(exception.Message);
        }

        return null;
    }
}
