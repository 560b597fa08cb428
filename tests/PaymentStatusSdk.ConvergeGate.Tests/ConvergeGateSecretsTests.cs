using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PaymentStatusSdk.TestDoubles;

namespace PaymentStatusSdk.ConvergeGate.Tests;

public sealed class ConvergeGateSecretsTests
{
    private const string Echo = $"Access denied for {Answers.ApiPassword} with {Answers.ApiKey}";

    [Fact]
    public void Secrets_in_the_message_are_redacted()
    {
        Assert.Equal("Access denied for *** with ***", Answers.Read(Answers.Xml(errorMessage: Echo)).Answer.Message);
        Assert.Equal("Access denied for *** with ***", Answers.Read(Answers.Nested(
            $"{Answers.Ids}<state>PENDING</state>", $"<description>{Echo.ToUpperInvariant()}</description>")).Answer.Message,
            ignoreCase: true);
    }

    public static TheoryData<string> Echoes => new(
        Answers.Xml(errorMessage: Echo),
        Answers.Xml(state: Answers.ApiPassword),
        Answers.Xml(state: $"REFUSED {Answers.ApiKey}"),
        Answers.Xml(errorCode: Answers.ApiPassword),
        Answers.Xml(result: Answers.ApiPassword),
        Answers.Xml(state: null, result: "ERROR", errorCode: Answers.ApiKey, errorMessage: Echo),
        Answers.Xml(state: null, result: "NOTFOUND", errorMessage: Echo),
        Answers.Nested(
            $"<gatetransid>{Answers.ApiPassword}</gatetransid><merchanttransid>{Answers.ApiKey}</merchanttransid><amount>{Answers.ApiKey}"
            + $"</amount><curcode>{Answers.ApiPassword}</curcode><state>CAPTURED</state>"),
        Echo,
        $"<transaction>{Echo} & <{Answers.ApiPassword}>");

    [Theory]
    [MemberData(nameof(Echoes))]
    public async Task Echoed_secret_reaches_neither_result_nor_exception_nor_log(string answer)
    {
        var log = new LogCollector();
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log));
        await using var provider = StubGateway.Services(answer, services: services);
        var texts = new List<string>();

        try
        {
            var result = await StubGateway.QueryAsync(provider, TransactionQuery.ByMerchantReference(Answers.MerchantReference));
            texts.AddRange([result.ToString(), JsonSerializer.Serialize(result)]);
        }
        catch (TransactionStatusException exception)
        {
            texts.AddRange([exception.ToString(), exception.GatewayCode ?? ""]);
        }

        texts.AddRange(log.Lines.Select(line => line.ToString()));
        Assert.DoesNotContain(texts, text => text.Contains(Answers.ApiPassword, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(texts, text => text.Contains(Answers.ApiKey, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Text_of_options_reveals_nothing() => Assert.Equal("ConvergeGateOptions", Answers.Options().ToString());
}
