namespace PaymentStatusSdk.Testing;

// Faults of the connection and of HTTP, the same on every gateway.
public sealed partial class SimulatedFault
{
    /// <summary>The connection is aborted before any byte of the answer.</summary>
    public static SimulatedFault ResetBeforeAnswer { get; } = new(SimulatedFaultKind.ResetBeforeAnswer);

    /// <summary>Headers with the full <c>Content-Length</c> and half of the body, then the connection is closed.</summary>
    public static SimulatedFault ResetHalfway { get; } = new(SimulatedFaultKind.ResetHalfway);

    /// <summary>Half of the body as a complete HTTP answer, with a matching <c>Content-Length</c>.</summary>
    public static SimulatedFault TruncatedBody { get; } = new(SimulatedFaultKind.TruncatedBody);

    /// <summary>The answer, followed by blanks until the client goes away.</summary>
    public static SimulatedFault EndlessBody { get; } = new(SimulatedFaultKind.EndlessBody);

    /// <summary>Status 200, right content type, no body.</summary>
    public static SimulatedFault EmptyBody { get; } = new(SimulatedFaultKind.EmptyBody);

    /// <summary>Status 200 with a maintenance page as <c>text/html</c>.</summary>
    public static SimulatedFault HtmlPage { get; } = new(SimulatedFaultKind.HtmlPage);

    /// <summary>The right answer, later.</summary>
    /// <param name="delay">Zero or more, on the simulator's clock.</param>
    /// <returns>The fault.</returns>
    public static SimulatedFault Delay(TimeSpan delay) => new SimulatedFault(SimulatedFaultKind.Delay).After(delay);

    /// <summary>The right answer, as soon as <paramref name="gate"/> is released.</summary>
    /// <param name="gate">The gate that holds the answer.</param>
    /// <returns>The fault.</returns>
    public static SimulatedFault Hold(FaultGate gate) => new SimulatedFault(SimulatedFaultKind.Delay).HeldBy(gate);

    /// <summary>The answer, followed by blanks up to a size; streamed, so that a gibibyte costs the simulator no memory.</summary>
    /// <param name="bytes">Length of the whole body, 1 or more. Announced in <c>Content-Length</c>.</param>
    /// <returns>The fault.</returns>
    public static SimulatedFault HugeBody(long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bytes, 1);
        return new(SimulatedFaultKind.HugeBody) { Number = bytes };
    }

    /// <summary>The right answer, one byte per interval.</summary>
    /// <param name="interval">More than zero, on the simulator's clock.</param>
    /// <returns>The fault.</returns>
    public static SimulatedFault SlowDrip(TimeSpan interval)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(interval, TimeSpan.Zero);
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
    /// <param name="retryAfter">Zero or more; sent as whole seconds, rounded up. Null: no such header.</param>
    /// <returns>The fault.</returns>
    public static SimulatedFault TooManyRequests(TimeSpan? retryAfter = null) => new(SimulatedFaultKind.TooManyRequests)
    {
        Number = retryAfter is { } wait ? (long)Math.Ceiling(wait.TotalSeconds) : -1,
    };

    /// <summary>Status 429 with <c>Retry-After</c> as an HTTP date.</summary>
    /// <param name="retryAt">When the client may come again.</param>
    /// <returns>The fault.</returns>
    public static SimulatedFault TooManyRequests(DateTimeOffset retryAt) => new(SimulatedFaultKind.TooManyRequests) { At = retryAt };

    /// <summary>Exactly these bytes instead of the answer.</summary>
    /// <param name="content">The body. Not copied: do not change it afterwards.</param>
    /// <param name="contentType">The header; null leaves it out. Default: the gateway's own.</param>
    /// <param name="status">200 to 599.</param>
    /// <returns>The fault.</returns>
    public static SimulatedFault Body(ReadOnlyMemory<byte> content, string? contentType = GatewayContentType, int status = 200)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(status, 200);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(status, 599);
        return new(SimulatedFaultKind.Body) { Content = content, ContentType = contentType, Number = status };
    }

    /// <summary>Exactly this text, as UTF-8, instead of the answer.</summary>
    /// <param name="content">The body.</param>
    /// <param name="contentType">The header; null leaves it out. Default: the gateway's own.</param>
    /// <param name="status">200 to 599.</param>
    /// <returns>The fault.</returns>
    public static SimulatedFault Body(string content, string? contentType = GatewayContentType, int status = 200) =>
        Body(System.Text.Encoding.UTF8.GetBytes(content), contentType, status);

    /// <summary>Stands for the content type that the simulated gateway sends itself.</summary>
    public const string GatewayContentType = "*";
}
