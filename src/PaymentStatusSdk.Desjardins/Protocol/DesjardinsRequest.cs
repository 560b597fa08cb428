using System.Net.Http.Headers;
using System.Security.Cryptography;
using PaymentStatusSdk.Adapters.Wire;
using PaymentStatusSdk.Callbacks;
using PaymentStatusSdk.Desjardins.Callbacks;

namespace PaymentStatusSdk.Desjardins.Protocol;

/// <summary>Writes steps 1 and 3 for one set of options. Thread-safe.</summary>
internal sealed class DesjardinsRequest(DesjardinsOptions options, IDesjardinsStatusFormat format, string clientName)
{
    private const int IdLength = 32;

    /// <summary>The content type, without a charset: no observed client sends one.</summary>
    public static readonly MediaTypeHeaderValue ContentType = new("text/xml");

    /// <summary>The options that the requests are created from.</summary>
    public DesjardinsOptions Options => options;

    /// <summary>Creates and verifies the tokens of callback addresses.</summary>
    public DesjardinsTokens Tokens { get; } = new(options, clientName);

    /// <summary>Redacts the account's secrets in the gateway's texts.</summary>
    public SecretRedactor Redactor => Tokens.Redactor;

    /// <summary>
    /// The key of the exchange lock. Exchanges of one merchant account at one address must not overlap, regardless of the client names.
    /// </summary>
    public string LockKey { get; } = $"{DesjardinsDefaults.Provider}|{options.Endpoint!.AbsoluteUri}|{options.MerchantId}";

    /// <summary>Creates a new unique transaction id: 32 hex digits, as in an observed working client.</summary>
    public static string NewId() => RandomNumberGenerator.GetHexString(IdLength, lowercase: true);

    /// <summary>Returns the body of step 1.</summary>
    /// <param name="transactionId">A new id.</param>
    public byte[] EncodeLogin(string transactionId)
    {
        using var buffer = new RequestBuffer();
        var xml = new DesjardinsXmlWriter(buffer);
        xml.Declare(options.RequestEncoding);
        xml.Raw("<request><merchant"u8);
        xml.Attribute("key", options.MerchantKey);
        xml.Raw("><login><trx"u8);
        xml.Attribute("id", transactionId);
        xml.Raw("/></login></merchant></request>"u8);
        return buffer.ToArray();
    }

    /// <summary>Returns the body of step 3.</summary>
    /// <param name="transactionId">The id that logged in.</param>
    /// <param name="transactionKey">The key from the login.</param>
    /// <param name="merchantReferences">The ids of the queried transactions.</param>
    /// <param name="token">The token that authorizes step 4.</param>
    public byte[] EncodeStatus(string transactionId, string transactionKey, IReadOnlyList<string> merchantReferences, string token)
    {
        using var buffer = new RequestBuffer();
        format.Write(buffer, new DesjardinsStatusRequest
        {
            Options = options,
            TransactionId = transactionId,
            TransactionKey = transactionKey,
            MerchantReferences = merchantReferences,
            ResponseUrl = ResponseUrl(options.TokenAsParameter ? string.Empty : "/" + token),
            Token = options.TokenAsParameter ? token : null,
        });
        return buffer.ToArray();
    }

    private Uri ResponseUrl(string pathSuffix)
    {
        var baseUrl = options.PublicCallbackBaseUrl!.AbsoluteUri.TrimEnd('/');
        return new Uri($"{baseUrl}{PaymentStatusCallbacks.PathPrefix}/{clientName}{pathSuffix}");
    }
}
