using PaymentStatusSdk.Simulators.Hosting;

namespace PaymentStatusSdk.Simulators.Faults;

// Faults of the connection and of HTTP; they are the same on every gateway.
public sealed partial class SimulatedFault
{
    /// <summary>The connection is aborted before any byte of the answer.</summary>
    public static SimulatedFault ResetBeforeAnswer { get; } = new(SimulatedFaultKind.ResetBeforeAnswer);

    /// <summary>The headers with the full <c>Content-Length</c> and half of the body are sent, then the connection is closed.</summary>
    public static SimulatedFault ResetHalfway { get; } = new(SimulatedFaultKind.ResetHalfway);

    /// <summary>Half of the body as a complete HTTP answer, with a matching <c>Content-Length</c>.</summary>
    public static SimulatedFault TruncatedBody { get; } = new(SimulatedFaultKind.TruncatedBody);

    /// <summary>The answer, and then blanks until the client disconnects.</summary>
    public static SimulatedFault EndlessBody { get; } = new(SimulatedFaultKind.EndlessBody);

    /// <summary>Status 200, right content type, no body.</summary>
    public static SimulatedFault EmptyBody { get; } = new(SimulatedFaultKind.EmptyBody);

    /// <summary>Status 200 with a maintenance page as <c>text/html</c>.</summary>
    public static SimulatedFault HtmlPage { get; } = new(SimulatedFaultKind.HtmlPage);

    /// <summary>The correct answer after a delay.</summary>
    /// <param name="delay">Zero to 30 days, on the simulator's clock.</param>
    /// <returns>The fault.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="delay"/> is out of range.</exception>
    public static SimulatedFault Delay(TimeSpan delay) => new SimulatedFault(SimulatedFaultKind.Delay).After(delay);

    /// <summary>The correct answer, as soon as <paramref name="hold"/> is released.</summary>
    /// <param name="hold">The hold that delays the answer.</param>
    /// <returns>The fault.</returns>
    public static SimulatedFault Hold(FaultHold hold) => new SimulatedFault(SimulatedFaultKind.Delay).HeldBy(hold);

    /// <summary>The answer, padded with blanks to a given size. The body is streamed and needs no memory, even for a gibibyte.</summary>
    /// <param name="bytes">The length of the whole body, 1 or more; sent in <c>Content-Length</c>.</param>
    /// <returns>The fault.</returns>
    public static SimulatedFault HugeBody(long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bytes, 1);
        return new(SimulatedFaultKind.HugeBody) { Number = bytes };
    }

    /// <summary>The correct answer, one byte per interval.</summary>
    /// <param name="interval">More than zero and at most 30 days, on the simulator's clock.</param>
    /// <returns>The fault.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="interval"/> is out of range.</exception>
    public static SimulatedFault SlowDrip(TimeSpan interval)
    {
        WaitRange.Check(interval, allowsZero: false);
        return new(SimulatedFaultKind.SlowDrip) { Interval = interval };
    }

    /// <summary>An HTTP status with a short text body instead of the answer.</summary>
    /// <param name="status">200 to 599.</param>
    /// <returns>The fault.</returns>
    public static SimulatedFault Status(int status)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(status, 200);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(status, 599);
        return new(SimulatedFaultKind.Status) { Number = status };
    }

    /// <summary>Status 429 with <c>Retry-After</c> in seconds.</summary>
    /// <param name="retryAfter">Zero or more, without an upper limit; sent as whole seconds, rounded up. Null omits the header.</param>
    /// <returns>The fault.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="retryAfter"/> is negative.</exception>
    public static SimulatedFault TooManyRequests(TimeSpan? retryAfter = null)
    {
        if (retryAfter is not { } wait) return new(SimulatedFaultKind.TooManyRequests) { Number = -1 };
        ArgumentOutOfRangeException.ThrowIfLessThan(wait, TimeSpan.Zero, nameof(retryAfter));
        return new(SimulatedFaultKind.TooManyRequests) { Number = (long)Math.Ceiling(wait.TotalSeconds) };
    }

    /// <summary>Status 429 with <c>Retry-After</c> as an HTTP date.</summary>
    /// <param name="retryAt">The time from which the client may retry.</param>
    /// <returns>The fault.</returns>
    public static SimulatedFault TooManyRequests(DateTimeOffset retryAt) => new(SimulatedFaultKind.TooManyRequests) { At = retryAt };

    /// <summary>The given bytes instead of the answer.</summary>
    /// <param name="content">The body. It is not copied: do not change it afterwards.</param>
    /// <param name="contentType">The header; null omits it. Default: the gateway's own content type.</param>
    /// <param name="status">200 to 599.</param>
    /// <returns>The fault.</returns>
    public static SimulatedFault Body(ReadOnlyMemory<byte> content, string? contentType = GatewayContentType, int status = 200)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(status, 200);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(status, 599);
        return new(SimulatedFaultKind.Body) { Content = content, ContentType = contentType, Number = status };
    }

    /// <summary>The given text, as UTF-8, instead of the answer.</summary>
    /// <param name="content">The body.</param>
    /// <param name="contentType">The header; null omits it. Default: the gateway's own content type.</param>
    /// <param name="status">200 to 599.</param>
    /// <returns>The fault.</returns>
    public static SimulatedFault Body(string content, string? contentType = GatewayContentType, int status = 200) =>
        Body(System.Text.Encoding.UTF8.GetBytes(content), contentType, status);

    /// <summary>A placeholder for the content type of the simulated gateway.</summary>
    public const string GatewayContentType = "*";
}
