using System.Globalization;

namespace PaymentStatusSdk.EndToEnd.Tests.ManyInstances;

/// <summary>
/// A wall clock that is ahead of the machine's, by Debian's package faketime. The monotonic clock stays, as on a machine whose clock is set
/// wrong.
/// </summary>
internal static class WrongClock
{
    private static readonly string[] Libraries =
        ["/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1", "/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1"];

    public static IReadOnlyDictionary<string, string> Of(TimeSpan ahead) => new Dictionary<string, string>
    {
        ["LD_PRELOAD"] = Array.Find(Libraries, File.Exists)
            ?? throw new InvalidOperationException("A wrong clock needs faketime (Debian: apt-get install faketime)."),
        ["FAKETIME"] = string.Create(CultureInfo.InvariantCulture, $"{ahead.TotalSeconds:+0;-0}s"),
        ["FAKETIME_DONT_FAKE_MONOTONIC"] = "1",
        ["DONT_FAKE_MONOTONIC"] = "1",
        // Without it, timed waits return at once and the runtime's timer threads use all the CPU there is.
        ["FAKETIME_FORCE_MONOTONIC_FIX"] = "0",
    };
}
