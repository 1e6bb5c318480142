using Supervisor.Simulator.Commands;

return await SimulatorCommand.RunAsync(args);
