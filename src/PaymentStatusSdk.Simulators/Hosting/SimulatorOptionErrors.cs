using static System.FormattableString;

namespace PaymentStatusSdk.Simulators.Hosting;

/// <summary>Collects the errors in the options of a simulator, so that one exception reports all of them.</summary>
internal sealed class SimulatorOptionErrors
{
    private readonly List<(string Option, string Text)> _errors = [];

    /// <summary>Adds an error unless the value is valid.</summary>
    public void Require(bool isValid, string option, string range)
    {
        if (!isValid) Add(option, $"{option} must be {range}.");
    }

    /// <summary>Adds an error if the text is null or empty.</summary>
    public void RequireText(string option, string? value) => Require(!string.IsNullOrEmpty(value), option, "a text that is not empty");

    /// <summary>Adds an error if the duration is outside <see cref="WaitRange"/>.</summary>
    public void RequireWait(string option, TimeSpan value, bool allowsZero = true)
    {
        if (WaitRange.ErrorOf(value, allowsZero) is { } error) Add(option, $"{option} {error}");
    }

    /// <summary>Adds an error if the list is null, or for its first duration outside <see cref="WaitRange"/>.</summary>
    public void RequireWaits(string option, IReadOnlyList<TimeSpan>? values)
    {
        if (values is null)
        {
            Add(option, $"{option} must be a list.");
            return;
        }

        for (var i = 0; i < values.Count; i++)
        {
            if (WaitRange.ErrorOf(values[i], allowsZero: true) is not { } error) continue;
            Add(option, Invariant($"{option}[{i}] {error}"));
            return;
        }
    }

    /// <summary>Throws when there are errors. The parameter name of the exception is the first of the options.</summary>
    /// <exception cref="ArgumentException">There are errors.</exception>
    public void ThrowIfAny()
    {
        if (_errors.Count > 0) throw new ArgumentException(string.Join(' ', _errors.Select(error => error.Text)), _errors[0].Option);
    }

    private void Add(string option, string text) => _errors.Add((option, $"The simulator option {text}"));
}
