using System.Runtime.InteropServices;

namespace PaymentStatusSdk.Samples.Sandbox;

/// <summary>Waits for Ctrl+C, or for the termination signal of a service manager.</summary>
internal static class StopSignal
{
    public static async Task WaitAsync()
    {
        var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        await stop.Task;

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.TrySetResult();
        }
    }
}
