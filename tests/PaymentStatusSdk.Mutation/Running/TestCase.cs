using System.Diagnostics;
using System.Reflection;
using Xunit;

namespace PaymentStatusSdk.Mutation.Running;

/// <summary>One test with its arguments. It is called directly: a test runner would take longer than most of these tests.</summary>
internal sealed class TestCase(MethodInfo method, object?[] arguments)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(0.25);
    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(2);

    /// <summary>The name of the test.</summary>
    public string Name => $"{method.ReflectedType!.Name}.{method.Name}";

    /// <summary>Runs the test without a mutant, and notes its duration and the members that it uses.</summary>
    /// <param name="members">The number of members.</param>
    /// <param name="shared">The members that count as used by every test.</param>
    /// <param name="failure">Why the test fails.</param>
    public TestProfile Record(int members, IEnumerable<int> shared, out Exception? failure)
    {
        var start = Stopwatch.GetTimestamp();
        Exception? thrown = null;
        var used = MutantSwitch.Record(members, () => thrown = Run(TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(2)));
        failure = thrown;
        return new(Name, thrown is null, Stopwatch.GetElapsedTime(start).TotalMilliseconds, [.. used.Union(shared).Order()]);
    }

    /// <summary>Runs the test. Returns the failure; null when it passes.</summary>
    /// <param name="idleLimit">A test during which the process has been idle for so long is left behind, and has failed.</param>
    /// <param name="processorLimit">The same for a test that has used so much processor time. It goes on in the background.</param>
    public Exception? Run(TimeSpan idleLimit, TimeSpan processorLimit)
    {
        try
        {
            var run = Task.Run(RunAsync);
            var (idle, start) = (TimeSpan.Zero, Environment.CpuUsage.TotalTime);
            var spent = start;
            while (!((IAsyncResult)run).AsyncWaitHandle.WaitOne(Interval))
            {
                var now = Environment.CpuUsage.TotalTime;
                idle = now - spent < Idle ? idle + Interval : TimeSpan.Zero;
                spent = now;
                if (idle >= idleLimit) return new TimeoutException();
                if (now - start > processorLimit) return new EndlessLoopException();
            }

            run.GetAwaiter().GetResult();
            return null;
        }
        catch (Exception failure)
        {
            return failure;
        }
    }

    private async Task RunAsync()
    {
        var instance = method.IsStatic ? null : await Fixtures.CreateInstanceAsync(method.ReflectedType!);
        try
        {
            if (instance is IAsyncLifetime lifetime) await lifetime.InitializeAsync();
            switch (method.Invoke(instance, BindingFlags.DoNotWrapExceptions, binder: null, arguments, culture: null))
            {
                case Task task: await task; break;
                case ValueTask task: await task; break;
            }
        }
        finally
        {
            if (instance is IAsyncDisposable disposable) await disposable.DisposeAsync();
            else (instance as IDisposable)?.Dispose();
        }
    }
}
