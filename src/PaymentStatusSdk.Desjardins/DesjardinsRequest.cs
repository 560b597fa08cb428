using System.Net.Http.Headers;
using System.Security.Cryptography;
using PaymentStatusSdk.Adapters;

namespace PaymentStatusSdk.Desjardins;

/// <summary>Writes steps 1 and 3 for one set of options. Thread-safe.</summary>
internal sealed class DesjardinsRequest(DesjardinsOptions options, IDesjardinsStatusFormat format, string clientName)
{
    private const int IdLength = 32;

    /// <summary>Bare: no client was seen to send a charset.</summary>
    public static readonly MediaTypeHeaderValue ContentType = new("text/xml");

    /// <summary>The options that the requests are made for.</summary>
    public DesjardinsOptions Options => options;

    /// <summary>Makes and checks the tokens of callback addresses.</summary>
    public DesjardinsTokens Tokens { get; } = new(options, clientName);

    /// <summary>Blots the account's secrets out of the gateway's texts.</summary>
    public SecretRedactor Redactor { get; } = new([options.MerchantKey, .. options.OtherMerchantKeys ?? []]);

    /// <summary>Whose exchanges must not overlap: the merchant's at that address, under whatever client names.</summary>
    public string LockKey { get; } = $"{DesjardinsDefaults.Provider}|{options.Endpoint!.AbsoluteUri}|{options.MerchantId}";

    /// <summary>An id that no transaction has had: 32 hex digits, as seen in a client that worked.</summary>
    public static string NewId() => RandomNumberGenerator.GetHexString(IdLength, lowercase: true);

    /// <summary>Step 1.</summary>
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

    /// <summary>Step 3.</summary>
    /// <param name="transactionId">The id that logged in.</param>
    /// <param name="transactionKey">The key that the login gave.</param>
    /// <param name="targets">The ids to ask for.</param>
    /// <param name="token">Authorizes step 4.</param>
    public byte[] EncodeStatus(string transactionId, string transactionKey, IReadOnlyList<string> targets, string token)
    {
        using var buffer = new RequestBuffer();
        format.Write(buffer, new DesjardinsStatusRequest
        {
            Options = options,
            TransactionId = transactionId,
            TransactionKey = transactionKey,
            Targets = targets,
            ResponseUrl = ResponseUrl(options.TokenAsParameter ? string.Empty : "/" + token),
            Token = options.TokenAsParameter ? token : null,
        });
        return buffer.ToArray();
    }

    private Uri ResponseUrl(string pathSuffix)
    {
        var place = options.PublicCallbackBaseUrl!.AbsoluteUri.TrimEnd('/');
        return new Uri($"{place}{PaymentStatusCallbacks.PathPrefix}/{clientName}{pathSuffix}");
    }
}
