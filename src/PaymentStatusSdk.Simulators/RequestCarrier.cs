namespace PaymentStatusSdk.Simulators;

/// <summary>The way a message is carried in an HTTP body.</summary>
public enum RequestCarrier
{
    /// <summary>Not a query: another method, path or content type.</summary>
    Unknown = 0,

    /// <summary>The message is the body.</summary>
    Raw,

    /// <summary>The message is in form fields (<c>application/x-www-form-urlencoded</c>).</summary>
    Form,
}
