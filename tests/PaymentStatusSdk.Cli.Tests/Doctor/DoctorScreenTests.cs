using Microsoft.Extensions.Configuration;
using PaymentStatusSdk.Cli.Doctor;
using PaymentStatusSdk.Cli.Output;
using Spectre.Console;

namespace PaymentStatusSdk.Cli.Tests.Doctor;

public class DoctorScreenTests
{
    private static readonly DoctorData Data = new()
    {
        Findings =
        [
            new Finding("cards", "options", FindingLevel.Ok, "The options are valid.", "Nothing."),
            new Finding("cards", "tls", FindingLevel.Warning, "The address has no TLS.", "Use https."),
            new Finding("ppro", "dns", FindingLevel.Problem, "The host has no address."),
            new Finding("dips", "query", FindingLevel.Undecided, "No query was sent.", "Stop\u001b your host."),
        ],
        Facts =
        [
            new InferredFact("cards", "Answer", "one", FactVerdict.Confirmed),
            new InferredFact("cards", "Answer", "two", FactVerdict.Undecided),
            new InferredFact("ppro", "Request", "three", FactVerdict.Refuted),
            new InferredFact("cards", "Request", "four", FactVerdict.Confirmed),
        ],
    };

    [Fact]
    public void Finding_has_its_level_and_the_advice_where_something_is_to_be_done()
    {
        var screen = ScreenOf(showsAll: false);

        Assert.Equal(
            [
                "subject check finding", "ok cards options The options are valid.", "warning cards tls The address has no TLS. Use https.",
                "PROBLEM ppro dns The host has no address.", "undecided dips query No query was sent. Stop\\u{001B} your host.",
            ],
            LinesOf(screen).Take(5));
        Assert.DoesNotContain('┌', screen);
    }

    [Fact]
    public void Facts_are_counted_and_listed_for_each_client()
    {
        string[] cards = ["cards: inferred wire facts: 1 Undecided, 2 Confirmed, 0 Refuted", "Confirmed: Answer: one"];
        string[] rest =
        [
            "Confirmed: Request: four", "ppro: inferred wire facts: 0 Undecided, 0 Confirmed, 1 Refuted", "Refuted: Request: three",
        ];

        Assert.Equal([.. cards, .. rest], LinesOf(ScreenOf(showsAll: false)).Skip(5));
        Assert.Equal([.. cards, "Undecided: Answer: two", .. rest], LinesOf(ScreenOf(showsAll: true)).Skip(5));
    }

    [Fact]
    public void Level_has_its_color() => Assert.Equal(
        [Color.Green, Color.Yellow, Color.Red, Color.Yellow], Enum.GetValues<FindingLevel>().Select(DoctorScreen.ColorOf));

    [Fact]
    public void Finding_and_its_advice_have_no_secret()
    {
        var redactor = OutputRedactor.For(new ConfigurationBuilder().AddInMemoryCollection(
            new Dictionary<string, string?> { ["ApiKey"] = "canary-secret-key" }).Build());
        var finding = new Finding("store", "schema", FindingLevel.Problem, "No canary-secret-key.", "Add canary-secret-key.");

        Assert.Equal(finding with { Text = "No [secret].", Advice = "Add [secret]." }, DoctorCommand.Safe(finding, redactor));
        Assert.Null(DoctorCommand.Safe(finding with { Advice = null }, redactor).Advice);
    }

    private static string ScreenOf(bool showsAll)
    {
        var screen = new StringWriter();
        new CliOutput(new CliHost { Out = screen, Error = TextWriter.Null, Folder = "." }, "doctor", isJson: false).Result(
            ExitCode.Success, Data, CliJson.Default.DoctorData, console => DoctorScreen.Show(console, Data, showsAll));
        return screen.ToString();
    }

    // The lines with text, without the lines and the padding of the table.
    private static IEnumerable<string> LinesOf(string screen) => screen.ReplaceLineEndings("\n").Split('\n')
        .Select(line => string.Join(' ', line.Replace('│', ' ').Split(' ', StringSplitOptions.RemoveEmptyEntries)))
        .Where(line => line.Any(char.IsLetter));
}
