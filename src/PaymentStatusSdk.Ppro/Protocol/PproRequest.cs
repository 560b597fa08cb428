using System.Net.Http.Headers;
using PaymentStatusSdk.Adapters.Wire;

namespace PaymentStatusSdk.Ppro.Protocol;

/// <summary>Writes status calls for one set of options. The part that all requests share is encoded once. Thread-safe.</summary>
internal sealed class PproRequest
{
    /// <summary>The content type, without a charset: the provider documents none and expects UTF-8.</summary>
    public static readonly MediaTypeHeaderValue ContentType = new("application/x-www-form-urlencoded");

    private readonly byte[] _byGatewayReference;
    private readonly byte[] _byMerchantReference;

    public PproRequest(PproOptions options)
    {
        Options = options;
        _byGatewayReference = WriteHead(options, PproDefaults.StatusCall, "txid"u8);
        _byMerchantReference = WriteHead(options, PproDefaults.StatusByMerchantReferenceCall, "merchanttxid"u8);
        Redactor = new SecretRedactor(options.Password, options.ClientCertificatePassword);
    }

    /// <summary>The options that the request was created from.</summary>
    public PproOptions Options { get; }

    /// <summary>Redacts the contract's secrets in the gateway's texts.</summary>
    public SecretRedactor Redactor { get; }

    /// <summary>Returns the complete body of a request.</summary>
    /// <param name="query">The query; it has exactly one reference.</param>
    public byte[] Encode(TransactionQuery query)
    {
        using var form = new RequestBuffer();
        form.Write(query.GatewayReference is null ? _byMerchantReference : _byGatewayReference);
        FormWriter.WriteEscaped(form, query.GatewayReference ?? query.MerchantReference!);
        return form.ToArray();
    }

    // PROTOCOL.md, section Request: lower-case names on one line, with the common parameters first.
    private static byte[] WriteHead(PproOptions options, string call, ReadOnlySpan<byte> idName)
    {
        using var form = new RequestBuffer();
        FormWriter.WritePair(form, "returnmode"u8, "urlencodeext");
        FormWriter.WritePair(form, "txtype"u8, call);
        FormWriter.WritePair(form, "login"u8, options.Login);
        FormWriter.WritePair(form, "password"u8, options.Password);
        FormWriter.WritePair(form, "contractid"u8, options.ContractId);
        FormWriter.WritePair(form, idName, string.Empty);
        return form.ToArray();
    }
}
