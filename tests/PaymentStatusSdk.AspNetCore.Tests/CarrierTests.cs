using System.Text;

namespace PaymentStatusSdk.AspNetCore.Tests;

/// <summary>A genuine message is accepted in every carrier and under every header; a forged one in none.</summary>
public sealed class CarrierTests
{
    private const string Form = "application/x-www-form-urlencoded";
    private const string Multipart = "multipart/form-data; boundary=x";

    public static TheoryData<string, string, string?> Carriers => new()
    {
        { "cards", "xml", "application/xml" },
        { "cards", "xml", "text/xml; charset=\"utf-8\"" },
        { "cards", "xml", Form },
        { "cards", "xml", null },
        { "cards", "xml", "text/plain" },
        { "cards", "xml", "application/octet-stream" },
        { "cards", "xml", "application/xml, application/xml" },
        { "cards", "xml", "not a type" },
        { "cards", "xml", Multipart },
        { "cards", "form", Form },
        { "cards", "form", null },
        { "cards", "form", "text/plain" },
        { "cards", "form", $"{Form}, {Form}" },
        { "cards", "form", "application/xml" },
        { "cards", "multipart", Multipart },
        { "cards", "multipart", Form },
        { "cards", "multipart", null },
        { "ppro", "form", Form },
        { "ppro", "form", $"{Form}; charset=windows-1252" },
        { "ppro", "form", null },
        { "ppro", "form", "text/plain" },
        { "ppro", "form", "application/xml" },
        { "ppro", "form", $"{Form}, {Form}" },
        { "ppro", "multipart", Multipart },
        { "ppro", "multipart", null },
    };

    [Theory]
    [MemberData(nameof(Carriers))]
    public async Task Genuine_message_is_handled(string client, string carrier, string? header)
    {
        await using var host = await MerchantHost.StartAsync();

        var (status, _) = await host.SendAsync(client, Content(client, carrier, header, isGenuine: true));

        Assert.Equal(200, status);
        Assert.Equal(1, host.Handler.Calls);
        Assert.Equal([$"{client} Handled"], host.Counted());
    }

    [Theory]
    [MemberData(nameof(Carriers))]
    public async Task Forged_message_is_rejected(string client, string carrier, string? header)
    {
        await using var host = await MerchantHost.StartAsync();

        var (status, _) = await host.SendAsync(client, Content(client, carrier, header, isGenuine: false));

        Assert.Equal(400, status);
        Assert.Equal(0, host.Handler.Calls);
        Assert.Equal([$"{client} Refused"], host.Counted());
    }

    [Theory]
    [InlineData("cards")]
    [InlineData("ppro")]
    public async Task Duplicate_header_lines_change_nothing(string client)
    {
        await using var host = await MerchantHost.StartAsync();
        var content = Content(client, "form", null, isGenuine: true);
        content.Headers.TryAddWithoutValidation("Content-Type", [Form, Form]);

        Assert.Equal(200, (await host.SendAsync(client, content)).Status);
    }

    [Theory]
    [InlineData("cards", "application/json", "{}")]
    [InlineData("cards", "text/html", "<html><body></body></html>")]
    [InlineData("cards", Multipart, "--x--")]
    [InlineData("ppro", "application/json", "{\"txid\":\"1\"}")]
    [InlineData("ppro", "application/xml", "<txid>1</txid>")]
    public async Task Body_without_a_message_is_rejected(string client, string header, string body)
    {
        await using var host = await MerchantHost.StartAsync();
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", header);

        Assert.Equal(400, (await host.SendAsync(client, content)).Status);
        Assert.Equal(0, host.Handler.Calls);
    }

    private static ByteArrayContent Content(string client, string carrier, string? header, bool isGenuine)
    {
        var message = client == "ppro"
            ? Messages.Ppro(secret: isGenuine ? Messages.NotificationSecret : "another")
            : Messages.Card850(key: isGenuine ? Messages.ApiKey : "another");
        var body = (client, carrier) switch
        {
            ("cards", "form") => $"strdata={Uri.EscapeDataString(message)}",
            ("cards", "multipart") => $"{Part("strdata", message)}--x--\r\n",
            ("ppro", "multipart") => string.Concat(message.Split('&').Select(Part)) + "--x--\r\n",
            _ => message,
        };
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        if (header is not null) content.Headers.TryAddWithoutValidation("Content-Type", header);
        return content;
    }

    private static string Part(string pair)
    {
        var (name, value) = (pair[..pair.IndexOf('=', StringComparison.Ordinal)],
            pair[(pair.IndexOf('=', StringComparison.Ordinal) + 1)..]);
        return Part(name, Uri.UnescapeDataString(value));
    }

    private static string Part(string name, string value) => $"--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n";
}
