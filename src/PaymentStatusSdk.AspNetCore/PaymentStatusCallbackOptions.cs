using PaymentStatusSdk.Adapters.Wire;
using static System.FormattableString;

namespace PaymentStatusSdk.AspNetCore;

/// <summary>Settings of the callback endpoints.</summary>
public sealed class PaymentStatusCallbackOptions
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>The maximum duration of one message, from its headers to the acknowledgement, including the merchant's handlers.</summary>
    /// <value>The default is 20 seconds; allowed are 1 second to 5 minutes. PPRO is known to wait for 30 seconds (for a sister
    /// product).</value>
    public TimeSpan TimeLimit { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>The maximum time from a message's headers to the first byte of its body; a later one is answered with 408.</summary>
    /// <value>The default is 5 seconds; allowed are 1 second to 5 minutes. <see cref="BodyTimeLimit"/> and <see cref="TimeLimit"/> apply as
    /// well.</value>
    public TimeSpan FirstByteTimeLimit { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The maximum time from a message's headers to the last byte of its body; a later one is answered with 408.</summary>
    /// <value>The default is 10 seconds; allowed are 1 second to 5 minutes. <see cref="TimeLimit"/> applies as well.</value>
    public TimeSpan BodyTimeLimit { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The maximum memory for the bodies of all messages that this host receives at the same time, in bytes.</summary>
    /// <remarks>
    /// It limits the memory that senders can use before their messages are verified. One half admits messages: each counts with 2 KiB from
    /// its headers to its acknowledgement, so the default admits 8,192 concurrent messages. The other half covers the memory that larger
    /// bodies need beyond that, as their bytes arrive. A message that does not fit is answered with 503 and <c>Retry-After</c>. The web
    /// server's own memory is not included. Each call of <c>MapPaymentStatusCallbacks</c> has a limit of its own.
    /// </remarks>
    /// <value>The default is 32 MiB; allowed are 1 MiB to 1 GiB.</value>
    public long MaxReceivingBytes { get; set; } = 32 * 1024 * 1024;

    internal void Validate()
    {
        Check(nameof(TimeLimit), TimeLimit);
        Check(nameof(FirstByteTimeLimit), FirstByteTimeLimit);
        Check(nameof(BodyTimeLimit), BodyTimeLimit);
        if (MaxReceivingBytes is < BodyMemoryBudget.MinBytes or > 1024L * 1024 * 1024)
            throw new ArgumentException(
                Invariant($"{nameof(MaxReceivingBytes)} is {MaxReceivingBytes}; it must be from 1048576 (1 MiB) to 1073741824 (1 GiB)."));
    }

    private static void Check(string name, TimeSpan value)
    {
        if (value < Shortest || value > Longest) throw new ArgumentException($"{name} is {value}; it must be from 1 second to 5 minutes.");
    }
}
