using PaymentStatusSdk.Relational.Dialects;

namespace PaymentStatusSdk.Sqlite.Tests;

/// <summary>A channel that records the signals whose statements run.</summary>
internal sealed class RecordedChannel : IWakeupChannel
{
    private Action<string?> _onSignal = static _ => { };

    public bool IsListening { get; set; }

    public int Starts { get; private set; }

    public List<string> Sent { get; } = [];

    public void Start(Action<string?> onSignal)
    {
        Starts++;
        _onSignal = onSignal;
    }

    public void Receive(string? signal) => _onSignal(signal);

    public SqlStatement Send(string signal, bool reachesSender) =>
        new SqlStatement("SELECT @signal") { ReturnsRows = true, Read = reader => Sent.Add(reader.GetString(0)) }
            .With("signal", SqlType.Text, reachesSender ? $"{signal} to all" : signal);
}
