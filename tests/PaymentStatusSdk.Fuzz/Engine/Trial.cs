using System.Diagnostics;

namespace PaymentStatusSdk.Fuzz.Engine;

/// <summary>Runs a target with one input and applies all oracles.</summary>
/// <remarks>Time and memory are measured again before they count, because other work on the machine may have caused them.</remarks>
internal static class Trial
{
    private const int Repeats = 3;

    // The naive readers are not made for speed. Above this length, only readings are judged that goods or money may depend on, and those
    // of targets whose naive reader needs no more than linear time.
    private const int MaxJudgedLength = 16 * 1024;

    // Far above what any input of the maximum size needs; a machine that is busy only causes the repetition.
    private static readonly TimeSpan FixedTime = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan TimePerByte = TimeSpan.FromMicroseconds(4);

    /// <summary>Runs the target once.</summary>
    /// <param name="target">The target.</param>
    /// <param name="input">The input.</param>
    /// <param name="description">A text that is equal for inputs with the same result.</param>
    /// <param name="judgesLong">Whether a long input is judged that does not decide, where the target allows it.</param>
    /// <returns>The surprise; null when every rule holds.</returns>
    public static Surprise? Run(FuzzTarget target, byte[] input, out string description, bool judgesLong = true)
    {
        input = target.Prepare(input);
        var first = Measure(target, input);
        description = target.Describe(first.Reading, first.Failure);
        if (first.Failure is { } failure && !target.IsDocumented(failure)) return new Surprise(Oracle.Exception, Text(failure));
        if (first.Allocated > MaxAllocated(target, input) && Smallest(target, input, measured => measured.Allocated) is var bytes
            && bytes > MaxAllocated(target, input))
            return new Surprise(Oracle.Memory, $"{bytes} bytes were allocated for an input of {input.Length} bytes.");
        if (target.IsTimed && first.Elapsed > MaxTime(input) && Smallest(target, input, measured => measured.Cpu.Ticks) is var ticks
            && ticks > MaxTime(input).Ticks)
            return new Surprise(Oracle.Time, $"{TimeSpan.FromTicks(ticks)} of CPU time for an input of {input.Length} bytes.");
        if (input.Length > MaxJudgedLength && !(judgesLong && target.IsJudgedAtAnyLength) && !target.IsDecision(first.Reading)) return null;
        try
        {
            target.Judge(input, first.Reading, first.Failure);
            return null;
        }
        catch (SurpriseException surprise)
        {
            return new Surprise(surprise.Oracle, surprise.Message);
        }
        catch (Exception exception)
        {
            // Judging reads again what the product wrote, too. The input must not be lost, whichever of them is at fault.
            return new Surprise(Oracle.Exception, $"The reading cannot be judged: {Text(exception)}");
        }
    }

    /// <summary>Returns the smallest CPU time of several runs.</summary>
    public static TimeSpan CpuTime(FuzzTarget target, byte[] input) =>
        TimeSpan.FromTicks(Smallest(target, target.Prepare(input), measured => measured.Cpu.Ticks));

    private static long MaxAllocated(FuzzTarget target, byte[] input) =>
        target.FixedAllocation + (target.AllocationPerByte * input.Length);

    private static TimeSpan MaxTime(byte[] input) => FixedTime + (TimePerByte * input.Length);

    private static long Smallest(FuzzTarget target, byte[] input, Func<Measured, long> value)
    {
        var smallest = long.MaxValue;
        for (var i = 0; i < Repeats; i++)
        {
            var cpu = Environment.CpuUsage.TotalTime;
            var measured = Measure(target, input);
            smallest = Math.Min(smallest, value(measured with { Cpu = Environment.CpuUsage.TotalTime - cpu }));
        }

        return smallest;
    }

    private static Measured Measure(FuzzTarget target, byte[] input)
    {
        var allocated = Allocated(target);
        var start = Stopwatch.GetTimestamp();
        object? reading = null;
        Exception? failure = null;
        try
        {
            reading = target.Read(input);
        }
        catch (Exception exception)
        {
            failure = exception;
        }

        return new Measured(reading, failure, Allocated(target) - allocated, Stopwatch.GetElapsedTime(start), default);
    }

    private static long Allocated(FuzzTarget target) =>
        target.UsesOtherThreads ? GC.GetTotalAllocatedBytes() : GC.GetAllocatedBytesForCurrentThread();

    private static string Text(Exception exception) =>
        $"{exception.GetType()}: {exception.Message}\n{exception.StackTrace}\n{exception.InnerException}";

    private readonly record struct Measured(object? Reading, Exception? Failure, long Allocated, TimeSpan Elapsed, TimeSpan Cpu);
}
