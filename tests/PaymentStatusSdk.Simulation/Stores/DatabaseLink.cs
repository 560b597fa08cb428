using PaymentStatusSdk.Simulation.Instances;
using PaymentStatusSdk.Simulation.Loop;
using PaymentStatusSdk.Simulation.Worlds;
using PaymentStatusSdk.Tracking;

namespace PaymentStatusSdk.Simulation.Stores;

/// <summary>The connection of one instance to the database, with its faults.</summary>
internal sealed class DatabaseLink(World world, Instance instance)
{
    private readonly SeededRandom _random = world.Random.Fork("database");

    /// <summary>Makes a call that takes time.</summary>
    public Task<T> CallAsync<T>(string name, Func<T> act, CancellationToken cancellationToken)
    {
        world.Loop.RequireThread();
        var answer = new TaskCompletionSource<T>();
        if (instance.IsDead) return answer.Task;
        if (instance.TakeCrash() is { } crash)
        {
            if (crash == CrashPoint.AfterCall) Try(act);
            instance.Kill($"ends {(crash == CrashPoint.AfterCall ? "after" : "before")} {name}");
            return answer.Task;
        }

        if (cancellationToken.IsCancellationRequested) return Task.FromCanceled<T>(cancellationToken);
        var fault = world.Faults.NextOf(_random);
        if (fault != DatabaseFault.None || world.Faults.IsDatabaseDown) instance.NoteTrouble();
        var (there, back) = (DatabaseFaults.LatencyOf(_random), DatabaseFaults.LatencyOf(_random));
        if (fault == DatabaseFault.Slow) there += _random.Spread(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(25));
        if (world.Faults.IsDatabaseDown)
        {
            // A server that is gone refuses at once; a network that is gone does not answer at all.
            var wait = _random.Chance(0.5) ? back : TimeSpan.FromSeconds(30);
            world.Loop.Post(wait, instance, () => answer.TrySetException(Unavailable()));
        }
        else if (fault == DatabaseFault.Refused)
        {
            world.Loop.Post(back, instance, () => answer.TrySetException(Unavailable()));
        }
        else
        {
            world.Loop.Post(there, null, () => Act(act, back, fault == DatabaseFault.AnswerLost, answer));
            // A lease that the call received may have expired when its answer arrives.
            if (instance.TakeSuspension() is { } time) world.Loop.Post(there, null, () => instance.Suspend(time));
        }

        if (cancellationToken.CanBeCanceled)
            cancellationToken.UnsafeRegister(
                static (source, token) => ((TaskCompletionSource<T>)source!).TrySetCanceled(token), answer);
        return answer.Task;
    }

    /// <summary>Makes a frequent call that changes nothing of interest: without latency, so that a long time takes few events.</summary>
    public Task<T> CallAtOnceAsync<T>(Func<T> act, CancellationToken cancellationToken)
    {
        world.Loop.RequireThread();
        if (instance.IsDead || world.Faults.IsDatabaseDown) return CallAsync("read", act, cancellationToken);
        return cancellationToken.IsCancellationRequested ? Task.FromCanceled<T>(cancellationToken) : Task.FromResult(act());
    }

    private static TrackingStoreException Unavailable() => new("The database is unavailable.", isTransient: true);

    private void Act<T>(Func<T> act, TimeSpan back, bool isAnswerLost, TaskCompletionSource<T> answer)
    {
        try
        {
            var result = act();
            if (isAnswerLost) world.Loop.Post(back, instance, () => answer.TrySetException(Unavailable()));
            else world.Loop.Post(back, instance, () => answer.TrySetResult(result));
        }
        catch (ArgumentException exception)
        {
            world.Loop.Post(back, instance, () => answer.TrySetException(exception));
        }
    }

    private static void Try<T>(Func<T> act)
    {
        try
        {
            act();
        }
        catch (ArgumentException)
        {
            // The rules refused the call.
        }
    }
}
