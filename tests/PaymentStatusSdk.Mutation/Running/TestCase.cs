using System.Diagnostics;
using System.Reflection;

namespace PaymentStatusSdk.Mutation.Running;

/// <summary>One test with its arguments. It is called directly: a test runner would take longer than most of these tests.</summary>
internal sealed class TestCase(MethodInfo method, object?[] arguments)
{
    /// <summary>The name of the test.</summary>
    public string Name => $"{method.DeclaringType!.Name}.{method.Name}";

    /// <summary>The members of the rules that the test uses.</summary>
    public bool[] Used { get; private set; } = [];

    /// <summary>The duration without a mutant.</summary>
    public TimeSpan Duration { get; private set; }

    /// <summary>Runs the test without a mutant, and notes the members that it uses.</summary>
    /// <exception cref="InvalidOperationException">The test fails.</exception>
    public void Record(int members)
    {
        var start = Stopwatch.GetTimestamp();
        Exception? failure = null;
        Used = MutantSwitch.Record(members, () => failure = Run());
        Duration = Stopwatch.GetElapsedTime(start);
        if (failure is not null) throw new InvalidOperationException($"{Name} fails without a mutant.", failure);
    }

    /// <summary>Runs the test. Returns the failure; null when it passes.</summary>
    public Exception? Run()
    {
        try
        {
            var instance = method.IsStatic ? null : Activator.CreateInstance(method.DeclaringType!);
            try
            {
                Complete(method.Invoke(instance, BindingFlags.DoNotWrapExceptions, binder: null, arguments, culture: null));
            }
            finally
            {
                if (instance is IAsyncDisposable disposable) disposable.DisposeAsync().AsTask().GetAwaiter().GetResult();
                else (instance as IDisposable)?.Dispose();
            }

            return null;
        }
        catch (Exception failure)
        {
            return failure;
        }
    }

    private static void Complete(object? result)
    {
        switch (result)
        {
            case Task task: task.GetAwaiter().GetResult(); break;
            case ValueTask task: task.AsTask().GetAwaiter().GetResult(); break;
        }
    }
}
