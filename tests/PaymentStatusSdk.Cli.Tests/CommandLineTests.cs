namespace PaymentStatusSdk.Cli.Tests;

/// <summary>The command lines that are valid, and those that are not. In an empty folder, a valid one lacks the configuration.</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly MerchantFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("get cards ORDER-1")]
    [InlineData("get cards @file")]
    [InlineData("get cards -- --ref")]
    [InlineData("get cards --json -- -json")]
    [InlineData("get cards -1")]
    [InlineData("get cards -")]
    [InlineData("get cards A-B--C -c=. -e:Test")]
    [InlineData("list --reference=--ref --connection -1")]
    [InlineData("record cards -o new -- A -output --dir")]
    [InlineData("get cards ORDER-1 -g -c . -e Staging --user-secrets id --kind Purchase --listen http://localhost:5000 --json")]
    [InlineData("watch cards ORDER-1 --for 24h --every 0.5s")]
    [InlineData("watch cards ORDER-1 --by-gateway --config . --environment Staging --user-secrets id --kind payout --listen https://x")]
    [InlineData("record cards A B -o new --by-gateway --kind Refund --listen http://x -c . -e Test --user-secrets id")]
    [InlineData("record cards A --output new")]
    [InlineData("doctor")]
    [InlineData("doctor cards --facts --listen http://x --store Sqlite --connection Shop -c . -e Test --user-secrets id")]
    [InlineData("list --client cards --reference A --status Active --state Captured --limit 1 --after 7 --store MariaDb --connection X")]
    [InlineData("list --limit 1000 --json -c . -e Test --user-secrets id")]
    [InlineData("history A --client cards --store postgresql --connection Shop -c . -e Test --user-secrets id")]
    [InlineData("history --id 7")]
    [InlineData("check A --client cards --id 7 --store sqlite")]
    [InlineData("stop A --client cards --id 7 --connection X")]
    [InlineData("resolve A --client cards --id 7 --reason r --by b")]
    [InlineData("redeliver 11111111-1111-1111-1111-111111111111 --store sqlite --connection X -c . -e Test --user-secrets id")]
    public async Task Valid_line_requires_the_configuration(string line)
    {
        var run = await RunAsync(line);

        Assert.True(run.Code == ExitCode.ConfigurationError, run.Out + run.Error);
    }

    [Theory]
    [InlineData("get cards")]
    [InlineData("get cards A B")]
    [InlineData("get cards --jsonn")]
    [InlineData("get cards -json")]
    [InlineData("get --jsonn A")]
    [InlineData("get cards -gc .")]
    [InlineData("get cards -json -- ")]
    [InlineData("record cards A -output dir")]
    [InlineData("record cards A -o new -json")]
    [InlineData("record cards A -o --jsonn")]
    [InlineData("list --reference --jsonn")]
    [InlineData("list --connection -json")]
    [InlineData("list --reference --jsonn=1")]
    [InlineData("resolve A --reason --bye --by b")]
    [InlineData("check --force")]
    [InlineData("get cards A --kind cash")]
    [InlineData("get cards A --amount 12")]
    [InlineData("get cards A --listen localhost")]
    [InlineData("get cards A --for 5s")]
    [InlineData("watch cards A --for 0s")]
    [InlineData("watch cards A --for 25h")]
    [InlineData("watch cards A --every 5")]
    [InlineData("record cards A")]
    [InlineData("record cards --output new")]
    [InlineData("record cards A --output new --amount 1")]
    [InlineData("doctor cards ppro")]
    [InlineData("doctor --store oracle")]
    [InlineData("list --limit 0")]
    [InlineData("list --limit 1001")]
    [InlineData("list --limit many")]
    [InlineData("list --after x")]
    [InlineData("list --status open")]
    [InlineData("list --state paid")]
    [InlineData("list ORDER-1")]
    [InlineData("history --id x")]
    [InlineData("history A B")]
    [InlineData("redeliver")]
    [InlineData("redeliver 7")]
    [InlineData("resolve A --reason r")]
    [InlineData("resolve A --by b")]
    [InlineData("stop A --reason r")]
    [InlineData("check A --force")]
    [InlineData("simulate --control-port -1")]
    [InlineData("simulate --convergegate-port 65536")]
    [InlineData("simulate --ppro-port 65536")]
    [InlineData("simulate --desjardins-port x")]
    [InlineData("simulate --ppro-notify-url /relative")]
    [InlineData("simulate --convergegate-notify-url mailto:a@b.example")]
    [InlineData("trigger stripe A captured")]
    [InlineData("trigger cards A captured --control ftp://x")]
    [InlineData("trigger cards A captured --notify-url x")]
    [InlineData("trigger cards A nonsense")]
    [InlineData("nonsense")]
    public async Task Invalid_line_is_an_error_of_usage(string line)
    {
        var run = await RunAsync(line);

        Assert.True(run.Code == ExitCode.UsageError, run.Out + run.Error);
        Assert.StartsWith("error: ", run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Out);
    }

    [Theory]
    [InlineData("nonsense", "paymentstatus", "See: paymentstatus --help")]
    [InlineData("get cards", "get", "See: paymentstatus get --help")]
    public async Task Document_of_an_error_names_the_command(string line, string command, string advice)
    {
        var run = await RunAsync($"{line} --json");

        Assert.Equal((int)ExitCode.UsageError, run.Document.GetProperty("exitCode").GetInt32());
        Assert.Equal(command, run.Document.GetProperty("command").GetString());
        Assert.Equal(advice, run.Document.GetProperty("error").GetProperty("advice").GetString());
    }

    [Fact]
    public async Task Several_errors_are_on_one_line()
    {
        var run = await RunAsync("list --limit 0 --after x");

        var lines = run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.Contains("--limit requires a number from 1 to 1000.", lines[0], StringComparison.Ordinal);
        Assert.Contains("--after", lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Errors_have_blanks_between_them_and_in_place_of_other_white_space()
    {
        var several = await RunAsync("watch cards A --for 0s --every 5");
        var broken = await CliRun.In(_folder.Path, "get", "cards", "A", "B\tC\nD");

        Assert.Contains("or 2h. --", several.Error, StringComparison.Ordinal);
        Assert.Contains("B C D", broken.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "doctor get watch list history check record redeliver resolve stop simulate trigger --json")]
    [InlineData("get", "--by-gateway --amount --kind --listen --config --environment --user-secrets --json")]
    [InlineData("watch", "--by-gateway --amount --kind --listen --config --environment --user-secrets --for --every")]
    [InlineData("list", "--client --reference --status --state --limit --after --store --connection --config --environment")]
    [InlineData("record", "--output --by-gateway --kind --listen --config --environment --user-secrets")]
    [InlineData("doctor", "--facts --listen --store --connection --config --environment --user-secrets")]
    [InlineData("resolve", "--reason --by --id --client --store --connection --config")]
    [InlineData("trigger", "--force --control --notify-url")]
    [InlineData(
        "simulate",
        "--control-port --convergegate-port --ppro-port --desjardins-port --client-certificate --convergegate-notify-url "
        + "--ppro-notify-url --host-url")]
    public async Task Help_of_a_command_has_its_options(string command, string words)
    {
        var run = await RunAsync($"{command} --help");

        Assert.Equal((ExitCode.Success, ""), (run.Code, run.Error));
        Assert.All(words.Split(' '), word => Assert.Contains(word, run.Out, StringComparison.Ordinal));
    }

    private Task<CliRun> RunAsync(string line) => CliRun.In(_folder.Path, line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
